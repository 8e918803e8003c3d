"""Finding records: by words, by topic, by narrowing down. Nothing of what is looked for is kept."""
