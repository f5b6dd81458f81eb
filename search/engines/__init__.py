"""The engines that answer a search. `search.service` picks one; nobody else needs to."""
