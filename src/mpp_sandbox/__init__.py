"""A simulator of the outside agencies MPP Digital speaks to, over real HTTP on loopback."""
