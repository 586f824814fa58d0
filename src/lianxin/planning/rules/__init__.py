"""Pure decisions of the season planner: no database, no Django."""
