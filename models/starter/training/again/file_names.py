"""What a picture shows, told from the path of its file."""
import re


def concepts_of(path, rules):
    """rules: pattern of a path -> names of concepts, with commas between; every rule that fits counts. -> sorted names"""
    return sorted({name for pattern, names in rules.items() if re.search(pattern, path) for name in names.split(', ')})
