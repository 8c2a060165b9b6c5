"""蓝天联络: the liaison office of a district in the 蓝天保卫战强化监督定点帮扶."""
