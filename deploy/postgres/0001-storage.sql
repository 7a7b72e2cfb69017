-- What the grain storage provider finds in PostgreSQL: the same layout, by the same keys, as in the embedded store.
-- Scripts in this folder are applied once each, in the order of their names, by `Benchmarking.Server migrate`; queries.sql at every migration.

CREATE TABLE OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

-- The whole key is the primary key: the hashes the provider also sends are not stored, so two keys that share a hash
-- stay two records, and of several racing first writers the key lets exactly one in.
-- A key without an extension is stored with the empty one: NULL never equals NULL, and would let duplicates in.
-- Text compares byte by byte, whatever the database's locale, so keys that differ in case or in composition differ.
CREATE TABLE OrleansStorage
(
    ServiceId              text COLLATE "C" NOT NULL,
    GrainTypeString        text COLLATE "C" NOT NULL,
    GrainIdN0              bigint  NOT NULL,
    GrainIdN1              bigint  NOT NULL,
    GrainIdExtensionString text COLLATE "C" NOT NULL,
    Version                integer NOT NULL,
    PayloadBinary          bytea,
    PRIMARY KEY (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString)
);

-- Records are rewritten whole, again and again: what compresses is compressed outside the row, and dead rows are swept early.
ALTER TABLE OrleansStorage SET (autovacuum_vacuum_scale_factor = 0.05);
