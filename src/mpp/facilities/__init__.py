"""Who answers for a health facility, and whether somebody will practise there."""
