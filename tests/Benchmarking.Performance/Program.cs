using System.Globalization;
using Benchmarking.Disclosure;
using Benchmarking.Performance;

// Measures, and never passes or fails: run it with -c Release on a quiet machine.
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
    default:
        Console.Error.WriteLine("landlords FOLDER          the 26 measures of the landlord data, each with its shares");
        Console.Error.WriteLine("again FOLDER CHANGED      the same cut twice, with so many figures changed in between");
        Console.Error.WriteLine("cut ORGANISATIONS MEASURES a synthetic sector, such as cut 2000 100");
        return 2;
}
return 0;
