using System.Net;
using Benchmarking.Server.Tests.Hosting;
using Benchmarking.Testing;
using Microsoft.Data.Sqlite;

namespace Benchmarking.Server.Tests.Web;

/// <summary>The keys that protect the cookies of sessions lie with the keys of the store, so that a session outlives a server and holds on all of them.</summary>
public sealed class SessionKeyTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_session_holds_on_another_server_of_the_database_and_no_server_makes_a_data_directory()
    {
        string database = await postgres.CreateStoreAsync();
        Cookie cookie;
        await using (TestServer first = await TestServer.StartOnPostgresAsync(database, Pages))
        {
            cookie = await SignInAsync(first);
            Assert.Empty(Directory.GetFileSystemEntries(first.DataDirectory));
        }
        await using TestServer second = await TestServer.StartOnPostgresAsync(database, Pages);
        await HoldsAsync(second, cookie);
        Assert.Empty(Directory.GetFileSystemEntries(second.DataDirectory));
    }

    [Fact]
    public async Task A_session_outlives_a_restart_of_the_embedded_store_and_its_key_is_in_the_file_of_keys()
    {
        using TemporaryDirectory directory = new();
        Cookie cookie;
        await using (TestServer first = await TestServer.StartWithAsync(directory, Pages))
            cookie = await SignInAsync(first);
        string[] files = [.. Directory.GetFileSystemEntries(directory.Path).Select(Path.GetFileName).Where(name => !name!.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal))!];
        Assert.DoesNotContain("sessions", files);
        using (SqliteConnection keys = new($"Data Source={Path.Combine(directory.Path, "benchmarking.db.keys")};Pooling=False"))
        {
            keys.Open();
            using SqliteCommand count = keys.CreateCommand();
            count.CommandText = "SELECT count(*) FROM KeyRing";
            // One ring for the store and for sessions.
            Assert.Equal(1L, count.ExecuteScalar());
        }
        await using TestServer second = await TestServer.StartWithAsync(directory, Pages);
        await HoldsAsync(second, cookie);
    }

    [Fact]
    public async Task A_session_of_another_platform_is_none()
    {
        await using TestServer one = await TestServer.StartWithPagesAsync(), two = await TestServer.StartWithPagesAsync();
        using Visitor visitor = new(two.PagesUrl);
        visitor.Cookies.Add(new Uri(two.PagesUrl), await SignInAsync(one));
        using HttpResponseMessage answer = await visitor.GetAsync("/measures");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static string[] Pages => ["--Benchmarking:WebListen", "http://127.0.0.1:0"];

    private static async Task<Cookie> SignInAsync(TestServer server)
    {
        using Visitor visitor = await Visitor.SignInAsync(server.PagesUrl, server.Steward.Key);
        Cookie cookie = visitor.SessionCookie!;
        return new Cookie(cookie.Name, cookie.Value);
    }

    private static async Task HoldsAsync(TestServer server, Cookie cookie)
    {
        using Visitor visitor = new(server.PagesUrl);
        visitor.Cookies.Add(new Uri(server.PagesUrl), cookie);
        Assert.Contains("steward", (await visitor.ReadAsync("/")).Body!.TextContent, StringComparison.Ordinal);
    }
}
