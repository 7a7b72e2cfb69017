-- The keys that records are sealed under, and the ring that they are wrapped with, which all servers share. In tables of their own, so that a
-- dump of the records can be kept without them: a key that was destroyed must not come back with an old dump.

-- A key wrapped with the ring below; NULL once it was destroyed, and then for good.
CREATE TABLE DataKey
(
    Owner      text COLLATE "C" NOT NULL PRIMARY KEY,
    WrappedKey bytea
);

-- The ring of ASP.NET Core Data Protection, an XML element a key; under the certificate of Benchmarking:EncryptionCertificate when there is one.
CREATE TABLE KeyRing
(
    Name text COLLATE "C" NOT NULL PRIMARY KEY,
    Xml  text NOT NULL
);
