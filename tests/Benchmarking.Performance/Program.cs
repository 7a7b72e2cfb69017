using System.Globalization;
using Benchmarking.Disclosure;
using Benchmarking.Performance;
using Benchmarking.Performance.Soak;

// Measures, and passes or fails by nothing but a soak's memory: run it with -c Release on a quiet machine.
switch (args)
{
    case ["landlords", var folder]:
        LandlordData data = LandlordData.Read(folder);
        CutMeasurement.Run(data.Lattice, data.Columns, isEach: true);
        break;
    case ["cut", var organisations, var measures]:
        SyntheticSector sector = new(int.Parse(organisations, CultureInfo.InvariantCulture));
        ContributionColumn[] columns = [.. sector.Columns(int.Parse(measures, CultureInfo.InvariantCulture))];
        CutMeasurement.Run(sector.Lattice, columns, isEach: columns.Length <= 20);
        break;
    case ["again", var folder, var changed]:
        SecondCutMeasurement.Run(LandlordData.Read(folder), int.Parse(changed, CultureInfo.InvariantCulture));
        break;
    case ["pages"]:
        await PageMeasurement.RunAsync(null);
        break;
    case ["pages", var address]:
        await PageMeasurement.RunAsync(new(address));
        break;
    case ["flight"]:
        await FlightMeasurement.RunAsync();
        break;
    case ["soak", .. var settings] when settings is not ["--minutes", _, ..]:
        return await SoakRun.RunAsync(TimeSpan.FromHours(1), settings) ? 0 : 1;
    case ["soak", "--minutes", var minutes, .. var settings]:
        return await SoakRun.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), settings) ? 0 : 1;
    case [ServerProcess.Verb, .. var settings]:
        await SoakServer.RunAsync(settings);
        break;
    default:
        Console.Error.WriteLine("landlords FOLDER          the 26 measures of the landlord data, each with its shares");
        Console.Error.WriteLine("again FOLDER CHANGED      the same cut twice, with so many figures changed in between");
        Console.Error.WriteLine("cut ORGANISATIONS MEASURES a synthetic sector, such as cut 2000 100");
        Console.Error.WriteLine("pages [ADDRESS]           sizes and times of the pages that anyone may read, of a server of its own or of the one whose pages are at ADDRESS");
        Console.Error.WriteLine("flight                    rows by Arrow Flight beside rows of a query, and beside the same batches written to a file");
        Console.Error.WriteLine("soak [--minutes N] [SETTINGS] a server at 70 % of what it can for N minutes, 60 if not said; SETTINGS are the server's,");
        Console.Error.WriteLine("                          such as --Benchmarking:Store postgres --Benchmarking:ConnectionString Host=…");
        return 2;
}
return 0;
