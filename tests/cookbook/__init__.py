"""How the cookbook is verified: pages read strictly, recipes run in folders of their own, code changed on purpose."""
