using Benchmarking.Grains.Keys;

namespace Benchmarking.Server.Web;

/// <summary>The menu: what each role may go to.</summary>
internal static class Navigation
{
    /// <summary>Addresses with their names, in order.</summary>
    public static IEnumerable<(string Address, string Name)> Of(Caller? caller) => caller?.Role switch
    {
        Role.Contributor or Role.Viewer => [("/where-we-stand", "Where we stand"), ("/returns", "Your returns"), ("/uses", "Where our figures went"), ("/measures", "Measures"), ("/releases", "Releases")],
        Role.Steward => [("/periods", "Periods"), ("/organisations", "Organisations"), ("/measures", "Measures"), ("/releases", "Releases")],
        Role.Publisher when caller.Body is not null => [("/drafts", "Your releases"), ("/releases", "Releases"), ("/measures", "Measures")],
        null => [("/releases", "Releases"), ("/sign-in", "Sign in")],
        _ => [("/measures", "Measures"), ("/releases", "Releases")],
    };
}
