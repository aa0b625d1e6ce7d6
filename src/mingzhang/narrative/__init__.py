"""The running text against the cube: sentence patterns as data, and the amounts found with them."""
