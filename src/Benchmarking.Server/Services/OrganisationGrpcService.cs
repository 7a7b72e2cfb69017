using System.Collections.Immutable;
using Benchmarking.Grains.Organisations;
using Benchmarking.Organisations;
using Benchmarking.Returns;
using Benchmarking.Server.Authorisation;
using Benchmarking.Server.Errors;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Mapping;
using Benchmarking.V1;
using Grpc.Core;

namespace Benchmarking.Server.Services;

/// <summary>Organisations over gRPC.</summary>
internal sealed class OrganisationGrpcService(OrganisationGateway organisations) : OrganisationService.OrganisationServiceBase
{
    /// <summary>Most organisations in one import.</summary>
    private const int MostLines = 50_000;

    /// <inheritdoc/>
    public override async Task<V1.Organisation> GetOrganisation(GetOrganisationRequest request, ServerCallContext context)
    {
        OrganisationId id = Names.Organisation(request.Name);
        if (context.Caller().Own is { } own && own.Id != id)
            throw OrganisationId.Unknown(id.Value).ToException();
        return await organisations.GetAsync(id) is { } stored && IsToldTo(context, stored) ? stored.ToWire() : throw OrganisationId.Unknown(id.Value).ToException();
    }

    /// <inheritdoc/>
    public override async Task<ListOrganisationsResponse> ListOrganisations(ListOrganisationsRequest request, ServerCallContext context)
    {
        // A member sees its own organisation only.
        ImmutableArray<string> ids = context.Caller().Own is { } own ? [own.Id.Value] : await organisations.ListIdsAsync();
        (IReadOnlyList<string> page, string next) = Pages.Of(ids, "organisations", request.PageSize, request.PageToken);
        StoredOrganisation?[] stored = await Task.WhenAll(page.Select(id => organisations.GetAsync(OrganisationId.TryParse(id)!)));
        ListOrganisationsResponse response = new() { NextPageToken = next };
        response.Organisations.AddRange(stored.OfType<StoredOrganisation>().Where(organisation => IsToldTo(context, organisation)).Select(OrganisationMapping.ToWire));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.Organisation> CreateOrganisation(CreateOrganisationRequest request, ServerCallContext context)
    {
        Organisations.Organisation organisation = request.Organisation.ToProfile(request.OrganisationId).Validate().OrThrow();
        return (await organisations.CreateAsync(organisation, Names.Request(request.RequestId))).OrThrow().ToWire();
    }

    /// <inheritdoc/>
    public override async Task<V1.Organisation> UpdateOrganisation(UpdateOrganisationRequest request, ServerCallContext context)
    {
        Organisations.Organisation organisation = request.Organisation.ToProfile(request.Organisation?.Name ?? "").Validate().OrThrow();
        return (await organisations.UpdateAsync(organisation, request.Organisation?.Etag ?? "", Names.Request(request.RequestId))).OrThrow().ToWire();
    }

    /// <inheritdoc/>
    public override async Task ImportOrganisations(
        IAsyncStreamReader<ImportOrganisationsRequest> requestStream, IServerStreamWriter<ImportOrganisationsResponse> responseStream, ServerCallContext context)
    {
        List<OrganisationProfile> profiles = [];
        await foreach (ImportOrganisationsRequest request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            Imports.CheckCount(profiles.Count + 1, MostLines);
            profiles.Add(request.Organisation.ToProfile(request.Organisation?.Name ?? "", request.Line));
        }
        Outcome<ImmutableArray<Organisations.Organisation>> outcome = OrganisationProfile.ValidateAll(profiles);
        ImmutableArray<Problem> problems = outcome.IsAccepted ? await FindWithdrawnAsync(profiles) : outcome.Problems;
        if (!problems.IsEmpty)
            await Imports.RefuseAsync(problems, problem => responseStream.WriteAsync(new() { Problem = problem.ToWire() }));
        foreach ((Organisations.Organisation organisation, long line)[] some in outcome.Value.Zip(profiles.Select(profile => profile.Line)).Chunk(Imports.Breadth))
        {
            await context.Journalled().TakePartsAsync(some.Select(pair => pair.organisation.Id.Name));
            Outcome<bool>[] changed = await Task.WhenAll(some.Select(pair => organisations.ImportAsync(pair.organisation)));
            for (int i = 0; i < some.Length; i++)
                await responseStream.WriteAsync(new() { Stored = new() { Line = some[i].line, Organisation = some[i].organisation.Id.Name, Changed = changed[i].OrThrow() } });
        }
    }

    /// <inheritdoc/>
    public override async Task<V1.Organisation> WithdrawOrganisation(WithdrawOrganisationRequest request, ServerCallContext context)
    {
        OrganisationId id = Names.Organisation(request.Name);
        if (await organisations.GetAsync(id) is null)
            throw OrganisationId.Unknown(id.Value).ToException();
        string reason = ReturnValidation.ReadReason(request.Reason).OrThrow();
        if (reason.Length == 0)
            throw new Problem(0, "reason", ProblemReason.FieldRequired, "The reason is empty.", "Say why it is withdrawn: stewards can read it.").ToException();
        return (await organisations.WithdrawAsync(id, reason, Names.Request(request.RequestId))).OrThrow().ToWire();
    }

    // Every line that names a withdrawn organisation, before any line is stored.
    private async Task<ImmutableArray<Problem>> FindWithdrawnAsync(List<OrganisationProfile> profiles)
    {
        List<Problem> problems = [];
        foreach (OrganisationProfile[] some in profiles.Chunk(Imports.Breadth))
        {
            StoredOrganisation?[] stored = await Task.WhenAll(some.Select(profile => organisations.GetAsync(OrganisationId.TryParse(profile.Id)!)));
            problems.AddRange(some.Zip(stored).Where(pair => pair.Second?.Withdrawal is not null).Select(pair => OrganisationId.Withdrawn(pair.First.Id, pair.First.Line)));
        }
        return [.. problems];
    }

    private static bool IsToldTo(ServerCallContext context, StoredOrganisation stored) => stored.Withdrawal is null || context.Caller().Role == Grains.Keys.Role.Steward;
}
