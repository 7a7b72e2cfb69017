using System.Text.RegularExpressions;
using Benchmarking.Server.Authorisation;
using Google.Api;

namespace Benchmarking.Server.Json;

/// <summary>An address of a <c>google.api.http</c> rule, as OpenAPI writes it: a parameter for each part of a name that varies.</summary>
/// <param name="Path">Such as <c>/v1/periods/{period}/editions/{edition}:benchmark</c>.</param>
/// <param name="Verb">Of HTTP, in lower case.</param>
/// <param name="Fields">The request's fields that the address has in it, such as <c>edition</c>, with the parameters that each is made of.</param>
internal sealed partial record OpenApiAddress(string Path, string Verb, IReadOnlyDictionary<string, string[]> Fields)
{
    // What a part of a name is called, by the part before it, as the resources' own patterns say.
    private static readonly Dictionary<string, string> Parts = Permissions.Services.SelectMany(service => service.File.Dependencies).Distinct()
        .SelectMany(file => file.MessageTypes).Select(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource)).OfType<ResourceDescriptor>()
        .SelectMany(resource => resource.Pattern).SelectMany(pattern => Part().Matches(pattern)).DistinctBy(match => match.Groups["list"].Value)
        .ToDictionary(match => match.Groups["list"].Value, match => match.Groups["name"].Value);

    /// <summary>The address of a rule.</summary>
    public static OpenApiAddress Of(HttpRule rule)
    {
        (string verb, string template) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => ("get", rule.Get),
            HttpRule.PatternOneofCase.Put => ("put", rule.Put),
            HttpRule.PatternOneofCase.Post => ("post", rule.Post),
            _ => throw new InvalidOperationException($"A rule asks with {rule.PatternCase}, which no call here does."),
        };
        Dictionary<string, string[]> fields = [];
        string path = Variable().Replace(template, variable =>
        {
            string form = Star().Replace(variable.Groups["form"].Value, star => $"{star.Groups["list"].Value}/{{{NameOf(star.Groups["list"].Value)}}}");
            fields[variable.Groups["field"].Value] = [.. Parameter().Matches(form).Select(match => match.Groups["name"].Value)];
            return form;
        });
        return new(path, verb, fields);
    }

    private static string NameOf(string list) => Parts.GetValueOrDefault(list) ?? list.TrimEnd('s');

    [GeneratedRegex(@"(?<list>[A-Za-z]+)/\{(?<name>[a-z_]+)\}")]
    private static partial Regex Part();

    [GeneratedRegex(@"\{(?<field>[a-z_.]+)=(?<form>[^}]+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<list>[A-Za-z]+)/\*")]
    private static partial Regex Star();

    [GeneratedRegex(@"\{(?<name>[^}]+)\}")]
    private static partial Regex Parameter();
}
