using Benchmarking.Organisations;
using Benchmarking.Releases;

namespace Benchmarking.Grains.Keys;

/// <summary>
/// Who makes a call. Only the key ring makes one, from a key that holds, the token ring, from a token that was validated, and the
/// certificate ring, from a client certificate that was.
/// </summary>
public sealed class Caller
{
    internal Caller(string id, Role role, OrganisationId? organisation, BodyId? body = null, string? name = null)
    {
        Id = id;
        Name = name ?? id;
        Role = role;
        Own = organisation is null ? null : new OwnOrganisation(organisation, mayWrite: role == Role.Contributor);
        Body = body is null || role != Role.Publisher ? null : new OwnBody(body);
    }

    /// <summary>The key's identifier, the issuer and subject of a token, or <c>certificates/{sha256}</c>.</summary>
    public string Id { get; }

    /// <summary>What the journal calls it: <c>keys/{id}</c>, the issuer and subject of a token, or <c>certificates/{sha256}</c>.</summary>
    public string Name { get; }

    /// <summary>What the caller may do.</summary>
    public Role Role { get; }

    /// <summary>The organisation the caller acts for: contributors and viewers only.</summary>
    public OwnOrganisation? Own { get; }

    /// <summary>The umbrella body the caller publishes for: publishers only, and not those whose key is older than bodies.</summary>
    public OwnBody? Body { get; }
}

/// <summary>
/// Proof that a caller acts for an organisation. Raw figures are read with one of these in hand and in no other way, and only the key
/// ring, the token ring and the certificate ring can make it: code that would read another organisation's return does not compile.
/// </summary>
public sealed class OwnOrganisation
{
    internal OwnOrganisation(OrganisationId id, bool mayWrite) => (Id, MayWrite) = (id, mayWrite);

    /// <summary>The organisation.</summary>
    public OrganisationId Id { get; }

    /// <summary>Whether the caller may write its returns.</summary>
    public bool MayWrite { get; }
}

/// <summary>
/// Proof that a caller publishes for a body. Drafts, and what is scheduled, are read and changed with one of these in hand and in no other way.
/// </summary>
public sealed class OwnBody
{
    internal OwnBody(BodyId id) => Id = id;

    /// <summary>The body.</summary>
    public BodyId Id { get; }
}
