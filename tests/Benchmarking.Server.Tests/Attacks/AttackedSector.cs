using System.Globalization;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using static Benchmarking.Server.Tests.Hosting.Scenario;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>
/// A sector made to be attacked, on a server that other sectors share: its names, its measure and its period are its own. It alone knows the
/// truth, and judges what attackers believe.
/// </summary>
public sealed class AttackedSector
{
    private static int _made;

    private readonly TestServer _server;
    private readonly Door _door;
    private readonly Off _off;
    private readonly string _kind;
    private readonly Dictionary<string, Member> _members;
    private readonly List<Dictionary<string, decimal>> _truth = [];
    private readonly Dictionary<string, Api> _keys = [];
    private readonly HashSet<string> _insiders = [];
    private Api? _analyst;

    private AttackedSector(TestServer server, Door door, Off off, string kind, IEnumerable<Member> members)
    {
        (_server, _door, _off, _kind) = (server, door, off, kind);
        int number = Interlocked.Increment(ref _made);
        Name = $"x{number:000}";
        // Every other quarter, so that no sector's period comes right before another's.
        Period = $"{1900 + number / 2}-q{1 + number % 2 * 2}";
        _members = members.ToDictionary(member => member.Id);
    }

    public string Name { get; }

    public string Period { get; }

    public TestServer Server => _server;

    /// <summary>Through which its figures are read.</summary>
    public Door Door => _door;

    /// <summary>Decimals that its published means and quantiles have; anyone reads them off the measure.</summary>
    public int Decimals { get; private init; }

    /// <summary>Makes members and a measure, and takes in the returns.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="door">Through which its figures are read.</param>
    /// <param name="off">Defences that its server does without.</param>
    /// <param name="kind"><c>percentage</c>, <c>amount</c> or <c>yes-no</c>.</param>
    /// <param name="members">The members, with their figures.</param>
    /// <param name="decimals">Decimals of the measure's means and quantiles.</param>
    public static async Task<AttackedSector> MakeAsync(AttackServers servers, Door door, Off off, string kind, IEnumerable<Member> members, int decimals)
    {
        AttackedSector sector = new(await servers.WithoutAsync(off), door, off, kind, members) { Decimals = decimals };
        Api steward = sector._server.Steward;
        await steward.ImportOrganisationsAsync(sector._members.Values.Select(sector.Profile));
        await steward.ImportMeasuresAsync(new MeasureDefinition
        {
            Id = sector.Name,
            DisplayName = "Attacked",
            Unit = kind == "percentage" ? "%" : "£",
            Direction = "none",
            Kind = kind,
            Stages = "delivered",
            Decimals = kind == "yes-no" ? "" : $"{decimals}",
        });
        await steward.OpenAsync(sector.Period);
        ImportLine[] lines = [.. sector._members.Values.Where(member => member.Value is not null).Select(sector.Line)];
        Assert.Equal(lines.Length, (await steward.ImportReturnsAsync(sector.Period, lines)).Stored.Count);
        return sector;
    }

    /// <summary>Cuts an edition, and remembers the truth behind it.</summary>
    public async Task<int> CutAsync()
    {
        _truth.Add(_members.Values.Where(member => member.Value is not null).ToDictionary(member => member.Id, member => member.Value!.Value));
        Edition edition = await _server.Steward.CutAsync(Period);
        return int.Parse(edition.Name.Split('/')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>An analyst proposes a cohort, with its own key, and a steward takes no offence.</summary>
    public async Task HaveAcceptedAsync(string cohort)
    {
        AttackerView view = await SeeAsOutsiderAsync();
        CohortProposal proposal = await view.Analyst.CohortProposals.ProposeCohortAsync(new() { Parent = $"periods/{Period}", Filter = Door.Query.WordsFor(view.Prefixed(cohort)), Reason = "Neighbours." });
        await _server.Steward.CohortProposals.AcceptCohortProposalAsync(new() { Name = proposal.Name, Reason = "Why not." });
    }

    /// <summary>A member returns another figure, with its own key.</summary>
    public async Task ReturnAsync(string member, decimal value)
    {
        _members[member] = _members[member] with { Value = value };
        Api api = await SignInAsync(member);
        await api.Returns.SubmitReturnAsync(new() { Name = $"{Full(member)}/returns/{Period}", Lines = { ReturnLineOf(_members[member]) } });
    }

    /// <summary>A member takes its return out, with its own key.</summary>
    public async Task LeaveAsync(string member)
    {
        _members[member] = _members[member] with { Value = null };
        await (await SignInAsync(member)).Returns.WithdrawReturnAsync(new() { Name = $"{Full(member)}/returns/{Period}" });
    }

    /// <summary>What one member sees, with what the organisations that collude with it know of themselves.</summary>
    public async Task<AttackerView> SeeAsAsync(string member, params string[] accomplices)
    {
        _insiders.UnionWith([member, .. accomplices]);
        List<(string Member, Api Key)> insiders = [];
        foreach (string insider in accomplices.Prepend(member))
            insiders.Add((insider, await SignInAsync(insider)));
        return await AttackerView.OfAsync(this, [.. insiders]);
    }

    /// <summary>What an analyst sees, who is nobody's insider.</summary>
    public Task<AttackerView> SeeAsOutsiderAsync() => AttackerView.OfAsync(this, []);

    /// <summary>Each member's own figure as it reads it with its own key, for attacks that try every pair of insiders in turn.</summary>
    public async Task<Dictionary<string, double>> ReadOwnFiguresAsync()
    {
        Dictionary<string, double> own = [];
        foreach (string member in _members.Keys)
            own[member] = await ReadOwnFigureAsync(member, await SignInAsync(member));
        return own;
    }

    /// <summary>A member's figure, from its own return.</summary>
    public async Task<double> ReadOwnFigureAsync(string member, Api key)
    {
        ReturnLine line = (await key.Returns.GetReturnAsync(new() { Name = $"{Full(member)}/returns/{Period}" })).Lines.Single();
        double numerator = double.Parse(line.Numerator, CultureInfo.InvariantCulture);
        return _kind == "percentage" ? 100 * numerator / double.Parse(line.Denominator, CultureInfo.InvariantCulture) : numerator;
    }

    /// <summary>Calls of an analyst, who belongs to no organisation.</summary>
    public async Task<Api> SignInAsAnalystAsync() => _analyst ??= await _server.SignInAsync(Role.Analyst);

    /// <summary>The figures of everyone, to look for in what is told; attackers are never given them.</summary>
    public IEnumerable<decimal> Secrets => _truth.SelectMany(edition => edition.Values).Distinct();

    /// <summary>Requires that an attack gets nowhere with all defences on, or somewhere where it is said to bite.</summary>
    public void Judge(IEnumerable<Belief> beliefs, bool bites)
    {
        Belief[] successes = [.. beliefs.Where(IsSuccess)];
        string told = string.Join("; ", successes.Take(5).Select(belief => $"{belief}, truth {Truth(belief)}"));
        Assert.True(bites == successes.Length > 0, $"{successes.Length} successes without {_off}: {told}");
    }

    private double Truth(Belief belief) => belief switch
    {
        FigureBelief figure => Figure(figure.Member, figure.Edition),
        ChangeBelief change => Figure(change.Member, change.Edition) - Figure(change.Member, change.Since),
        TotalBelief total => MembersOf(total.Cohort).Sum(member => Figure(member, total.Edition)),
        _ => throw new ArgumentException("No such belief.", nameof(belief)),
    };

    private bool IsSuccess(Belief belief) => belief switch
    {
        FigureBelief figure => !_insiders.Contains(figure.Member) && IsTooNarrow(figure.Lower, figure.Upper, Truth(belief), 0, Most),
        ChangeBelief change => !_insiders.Contains(change.Member) && IsTooNarrow(change.Lower, change.Upper, Truth(belief), -Most, Most),
        TotalBelief total => Math.Abs(total.Total - Truth(belief)) <= 1e-6 * Math.Max(1, Math.Abs(Truth(belief))),
        _ => false,
    };

    // The interval is right, and does not reach as far as the protection on one side or the other.
    private bool IsTooNarrow(double lower, double upper, double truth, double least, double most)
    {
        double protection = _kind switch { "percentage" => 5, "yes-no" => 1, _ => 0.1 * Math.Abs(truth) };
        double tolerance = 1e-6 * Math.Max(1, Math.Abs(truth));
        return lower <= truth + tolerance && upper >= truth - tolerance
            && (lower > Math.Max(least, truth - protection) + tolerance || upper < Math.Min(most, truth + protection) - tolerance);
    }

    private double Most => _kind switch { "percentage" => 100, "yes-no" => 1, _ => double.PositiveInfinity };

    private double Figure(string member, int edition) => (double)_truth[edition - 1].GetValueOrDefault(member);

    private IEnumerable<string> MembersOf(string cohort) => _members.Values
        .Where(member => cohort.Split(',').All(term => term.Split('=') is [var dimension, var categories]
            && categories.Split('|').Contains(dimension switch { "sector" => member.Sector, "region" => member.Region, _ => member.Size }))).Select(member => member.Id);

    private string Full(string member) => $"organisations/{Name}-{member}";

    private async Task<Api> SignInAsync(string member)
    {
        if (!_keys.TryGetValue(member, out Api? api))
            _keys[member] = api = await _server.SignInAsync(Role.Contributor, Full(member));
        return api;
    }

    private Organisation Profile(Member member)
    {
        string Category(string text) => text.Length == 0 ? "" : $"{Name}-{text}";
        return new()
        {
            Name = Full(member.Id),
            DisplayName = member.Id,
            Sector = Category(member.Sector),
            Region = Category(member.Region),
            SizeBandHomes = Category(member.Size),
            Attributes = { ["control_group"] = Category(member.Group), ["verified"] = member.IsVerified ? "yes" : "no" },
            PublicDenominators = { ["homes"] = $"{member.Homes}" },
        };
    }

    private ImportLine Line(Member member, int index)
    {
        ReturnLine line = ReturnLineOf(member);
        return new() { Line = index + 1, Organisation = $"{Name}-{member.Id}", Measure = Name, Stage = "delivered", Numerator = line.Numerator, Denominator = line.Denominator };
    }

    private ReturnLine ReturnLineOf(Member member) => _kind == "percentage"
        ? Scenario.Line(Name, $"{member.Value * member.Homes / 100}", $"{member.Homes}")
        : Scenario.Line(Name, $"{member.Value}", "");
}
