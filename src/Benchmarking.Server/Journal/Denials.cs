using Benchmarking.Grains.Journal;
using Benchmarking.Journal;

namespace Benchmarking.Server.Journal;

/// <summary>
/// Notes calls that were refused for the caller's role: the first of a caller for a call at once, and then one a minute, as long as it goes on. An entry is
/// for ever, and any key could fill the journal otherwise with what it may not do.
/// </summary>
internal sealed class Denials(JournalGateway journal, TimeProvider clock)
{
    private const int MostRemembered = 10_000;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Caller, string Call), long> _noted = [];

    /// <summary>Notes one, unless one like it was noted within a minute; durable when it returns.</summary>
    /// <param name="action">What was refused, and to whom.</param>
    /// <exception cref="Grains.Storage.NotAcknowledgedException">It may or may not be noted.</exception>
    public async Task NoteAsync(JournalAction action)
    {
        (string, string) denial = (action.Caller, action.Call);
        if (!IsDue(denial))
            return;
        try
        {
            await journal.DenyAsync(action);
        }
        catch
        {
            lock (_lock)
                _noted.Remove(denial);
            throw;
        }
    }

    private bool IsDue((string, string) denial)
    {
        lock (_lock)
        {
            if (_noted.TryGetValue(denial, out long noted) && clock.GetElapsedTime(noted) < Between)
                return false;
            if (_noted.Count >= MostRemembered)
                Forget();
            _noted[denial] = clock.GetTimestamp();
            return true;
        }
    }

    // Those that no longer matter; all of them when there are as many callers at once: some are noted once more.
    private void Forget()
    {
        foreach ((string, string) denial in _noted.Where(pair => clock.GetElapsedTime(pair.Value) >= Between).Select(pair => pair.Key).ToArray())
            _noted.Remove(denial);
        if (_noted.Count >= MostRemembered)
            _noted.Clear();
    }
}
