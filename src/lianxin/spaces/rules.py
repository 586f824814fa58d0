"""Opening hours of a studio."""

#: HH:MM-HH:MM; 24:00 is midnight, an end not after the start lies on the next day (18:00-02:00).
OPENS = r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$"
