"""Acting for another: who may prepare applications for whom, until when, and what was prepared."""
