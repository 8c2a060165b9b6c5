"""The pages of 值班台, its full-screen form, and the parts they share."""
