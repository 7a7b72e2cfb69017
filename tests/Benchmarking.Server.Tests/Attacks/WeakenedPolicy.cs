using System.Reflection;
using Benchmarking.Disclosure;

namespace Benchmarking.Server.Tests.Attacks;

/// <summary>Defences that an attacked server does without; the names are the domain's.</summary>
[Flags]
public enum Off
{
    Nothing = 0,
    Threshold = 1 << 0,
    Share = 1 << 1,
    Precision = 1 << 2,
    Quantile = 1 << 3,
    Proportion = 1 << 4,
    Residual = 1 << 5,
    AttackerProgrammes = 1 << 6,
    Difference = 1 << 7,
    ControlGroups = 1 << 8,
}

/// <summary>The default policy with defences switched off, to show that an attack bites where nothing stands against it.</summary>
/// <remarks>
/// This project is no friend of the domain, and shall not become one: it stands where an outsider stands. The switch is internal so that no
/// file and no caller can reach it; here alone it is set by reflection, which no program that ships does.
/// </remarks>
internal static class WeakenedPolicy
{
    private static readonly PropertyInfo Defences = typeof(DisclosurePolicy).GetProperty("Defences", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static DisclosurePolicy Without(Off off)
    {
        DisclosurePolicy policy = new();
        if (off == Off.Nothing)
            return policy;
        int all = Convert.ToInt32(Defences.GetValue(policy), null);
        // By name: a defence that the domain no longer has fails here, and does not silently stay on.
        int without = Convert.ToInt32(Enum.Parse(Defences.PropertyType, off.ToString()), null);
        Defences.SetValue(policy, Enum.ToObject(Defences.PropertyType, all & ~without));
        return policy;
    }
}
