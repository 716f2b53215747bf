"""Makes data/demo: an invented province, its water, roads, people, schools and incidents."""
