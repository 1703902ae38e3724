"""``python -m xuanpai_graphql``: the same as the command ``xuanpai``."""

from xuanpai_graphql.cli import main

main()
