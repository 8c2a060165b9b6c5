"""Forms: labelled fields with drafts and one-sentence errors. They hand what was typed to a callable and store nothing."""
