using Benchmarking.Server.Tests.Hosting;
using Benchmarking.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Benchmarking.Server.Tests.Authorisation;

/// <summary>A key from its issue to its end: expiry, rotation, revocation and its last use. Each test has a server whose clock it moves.</summary>
public sealed class KeyLifeTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_key_holds_up_to_its_end_and_no_longer()
    {
        DateTimeOffset end = TestServer.Start.AddDays(30);
        IssueKeyResponse issued = await _server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst, ExpireTime = Timestamp.FromDateTimeOffset(end) });
        Assert.Equal(end, issued.Key.ExpireTime.ToDateTimeOffset());
        _server.JumpTo(end - Tick);
        await HoldsAsync(issued.Secret);
        _server.Clock.SetUtcNow(end);
        await HasEndedAsync(issued.Secret);
        // It ended by itself: nobody revoked it.
        Assert.Null((await _server.Steward.Keys.GetKeyAsync(new() { Name = issued.Key.Name })).RevokeTime);
    }

    [Fact]
    public async Task A_key_that_ends_before_it_begins_is_not_issued()
    {
        Timestamp[] bad = [Timestamp.FromDateTimeOffset(TestServer.Start), Timestamp.FromDateTimeOffset(TestServer.Start.AddDays(-1)), new(), new() { Seconds = long.MaxValue }, new() { Nanos = -1 }];
        foreach (Timestamp time in bad)
            (await Refused.ByAsync(_server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst, ExpireTime = time }))).Is(StatusCode.InvalidArgument, "TIME_OUT_OF_RANGE");
    }

    [Fact]
    public async Task An_old_secret_holds_for_the_overlap_and_no_longer()
    {
        IssueKeyResponse issued = await _server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        RotateKeyResponse rotated = await RotateAsync(issued.Key.Name, TimeSpan.FromDays(7));
        Assert.Equal((issued.Key.Name, Role.Analyst), (rotated.Key.Name, rotated.Key.Role));
        Assert.NotEqual(issued.Secret, rotated.Secret);
        await HoldsAsync(issued.Secret, rotated.Secret);
        _server.JumpTo(TestServer.Start.AddDays(7) - Tick);
        await HoldsAsync(issued.Secret, rotated.Secret);
        _server.Clock.Advance(Tick);
        await HasEndedAsync(issued.Secret);
        await HoldsAsync(rotated.Secret);
    }

    [Fact]
    public async Task A_rotation_at_once_ends_every_earlier_secret()
    {
        IssueKeyResponse issued = await _server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        RotateKeyResponse second = await RotateAsync(issued.Key.Name, TimeSpan.FromDays(7));
        RotateKeyResponse third = await RotateAsync(issued.Key.Name, TimeSpan.Zero);
        Assert.Null(third.Key.OverlapEndTime);
        await HasEndedAsync(issued.Secret);
        await HasEndedAsync(second.Secret);
        await HoldsAsync(third.Secret);
    }

    [Fact]
    public async Task A_rotation_that_is_repeated_because_its_answer_was_lost_locks_nobody_out()
    {
        IssueKeyResponse issued = await _server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        RotateKeyResponse lost = await RotateAsync(issued.Key.Name, TimeSpan.FromDays(7));
        RotateKeyResponse repeated = await RotateAsync(issued.Key.Name, TimeSpan.FromDays(7));
        await HoldsAsync(issued.Secret, lost.Secret, repeated.Secret);
        List<string> all = [issued.Secret, lost.Secret, repeated.Secret];
        for (int i = 0; i < 4; i++)
            all.Add((await RotateAsync(issued.Key.Name, TimeSpan.FromDays(7))).Secret);
        // Four earlier ones beside the newest are enough.
        await HoldsAsync([.. all.TakeLast(5)]);
        foreach (string secret in all.SkipLast(5))
            await HasEndedAsync(secret);
    }

    [Fact]
    public async Task A_revoked_or_expired_key_is_not_rotated_and_no_secret_of_it_holds()
    {
        IssueKeyResponse revoked = await _server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        RotateKeyResponse rotated = await RotateAsync(revoked.Key.Name, TimeSpan.FromDays(7));
        await _server.Steward.Keys.RevokeKeyAsync(new() { Name = revoked.Key.Name });
        await HasEndedAsync(revoked.Secret);
        await HasEndedAsync(rotated.Secret);
        IssueKeyResponse expired = await _server.Steward.Keys.IssueKeyAsync(
            new() { Role = Role.Analyst, ExpireTime = Timestamp.FromDateTimeOffset(TestServer.Start.AddHours(1)) });
        _server.Clock.Advance(TimeSpan.FromHours(1));
        foreach (string name in (string[])[revoked.Key.Name, expired.Key.Name])
            (await Refused.ByAsync(_server.Steward.Keys.RotateKeyAsync(new() { Name = name }))).Is(StatusCode.FailedPrecondition, "KEY_ENDED");
        foreach (string name in (string[])["keys/0123456789abcdef", "keys/none", ""])
            (await Refused.ByAsync(_server.Steward.Keys.RotateKeyAsync(new() { Name = name }))).Is(StatusCode.NotFound, "KEY_UNKNOWN");
    }

    [Fact]
    public async Task An_overlap_beyond_its_bounds_is_refused()
    {
        IssueKeyResponse issued = await _server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        Duration[] bad = [new() { Seconds = -1 }, new() { Seconds = 90 * 86_400, Nanos = 1_000 }, new() { Seconds = long.MaxValue }, new() { Nanos = -1 }];
        foreach (Duration overlap in bad)
            (await Refused.ByAsync(_server.Steward.Keys.RotateKeyAsync(new() { Name = issued.Key.Name, Overlap = overlap }))).Is(StatusCode.InvalidArgument, "TIME_OUT_OF_RANGE");
        await HoldsAsync(issued.Secret);
        await RotateAsync(issued.Key.Name, TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task The_hour_of_the_last_use_is_told()
    {
        _server.Clock.SetUtcNow(TestServer.Start.AddMinutes(17));
        IssueKeyResponse issued = await _server.Steward.Keys.IssueKeyAsync(new() { Role = Role.Analyst });
        Assert.Null((await _server.Steward.Keys.GetKeyAsync(new() { Name = issued.Key.Name })).LastUseTime);
        await HoldsAsync(issued.Secret);
        await UseIsToldAsync(issued.Key.Name, TestServer.Start);
        _server.Clock.SetUtcNow(TestServer.Start.AddMinutes(60));
        // A secret that does not hold is no use of the key.
        await HasEndedAsync(issued.Secret[..^4] + "AAAA");
        await UseIsToldAsync(issued.Key.Name, TestServer.Start);
        await HoldsAsync(issued.Secret);
        await UseIsToldAsync(issued.Key.Name, TestServer.Start.AddHours(1));
    }

    // Nobody waits for the note of a use, and so the test asks until it is there.
    private async Task UseIsToldAsync(string name, DateTimeOffset hour)
    {
        Key key;
        do
            key = await _server.Steward.Keys.GetKeyAsync(new() { Name = name });
        while (key.LastUseTime?.ToDateTimeOffset() != hour);
    }

    private async Task<RotateKeyResponse> RotateAsync(string name, TimeSpan overlap) =>
        await _server.Steward.Keys.RotateKeyAsync(new() { Name = name, Overlap = Duration.FromTimeSpan(overlap) });

    private async Task HoldsAsync(params string[] secrets)
    {
        foreach (string secret in secrets)
            await _server.With(secret).Measures.ListMeasuresAsync(new());
    }

    private async Task HasEndedAsync(string secret) =>
        (await Refused.ByAsync(_server.With(secret).Measures.ListMeasuresAsync(new()))).Is(StatusCode.Unauthenticated, "KEY_INVALID");
}
