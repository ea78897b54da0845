"""What it says elsewhere: messages, catalogs, and editions made of both."""
