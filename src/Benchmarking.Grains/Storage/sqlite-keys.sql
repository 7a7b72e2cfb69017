-- The keys that records are sealed under, in a file of their own beside the records'. Safe to run at every start.

-- A key wrapped with the ring below; NULL once it was destroyed, and then for good.
CREATE TABLE IF NOT EXISTS DataKey
(
    Owner      TEXT NOT NULL PRIMARY KEY,
    WrappedKey BLOB
) STRICT;

-- The ring of ASP.NET Core Data Protection, an XML element a key.
CREATE TABLE IF NOT EXISTS KeyRing
(
    Name TEXT NOT NULL PRIMARY KEY,
    Xml  TEXT NOT NULL
) STRICT;
