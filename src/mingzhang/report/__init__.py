"""What `mingzhang check` and `mingzhang read` hand out: reports of findings, and a disclosure as data."""
