"""The PostgreSQL server that an installation brings along, and the children a supervisor keeps."""
