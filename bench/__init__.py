"""What the product costs, measured: `python -m bench` prints it and writes docs/benchmarks.md."""
