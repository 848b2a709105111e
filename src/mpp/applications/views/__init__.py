"""Pages of the applicant, one module each; the officers' pages are in `desk`."""
