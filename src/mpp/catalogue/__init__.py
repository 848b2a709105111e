"""Services, versions, requirements, standards."""
