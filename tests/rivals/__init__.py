"""The benchmark: evenhand and other renderers on the same leaflets, taken in turn (`make bench`)."""
