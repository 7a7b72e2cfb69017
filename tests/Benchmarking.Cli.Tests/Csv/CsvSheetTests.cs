using System.Text;
using Benchmarking.Cli.Csv;
using Benchmarking.Cli.Output;
using Benchmarking.Csv;

namespace Benchmarking.Cli.Tests.Csv;

public sealed class CsvSheetTests
{
    private static readonly CsvColumns Columns = new(["id", "name"], ["note"]);

    [Theory]
    [InlineData("id,name\na,b\n")]
    [InlineData("\uFEFFid,name\r\na,b\r\n")]
    [InlineData("name,ID \r\nb,a")]
    [InlineData("\"id\",\"name\"\n\n\"a\",\"b\"\n\n\n")]
    [InlineData("id,name\ra,b\r")]
    public void The_same_row_is_read_however_the_file_was_saved(string text)
    {
        var sheet = Read(text);
        var row = Assert.Single(sheet.Rows);
        Assert.Equal("a", sheet.Field(row, "id"));
        Assert.Equal("b", sheet.Field(row, "name"));
        Assert.Equal("", sheet.Field(row, "note"));
    }

    [Fact]
    public void Quoted_commas_line_breaks_and_quotes_are_part_of_a_field()
    {
        var sheet = Read("id,name\n1,\"a, \"\"b\"\"\r\nc\"\n2,d\n");
        Assert.Equal(["a, \"b\"\r\nc", "d"], sheet.Rows.Select(row => sheet.Field(row, "name")));
    }

    [Fact]
    public void A_row_is_numbered_by_the_physical_line_on_which_it_starts()
    {
        var sheet = Read("id,name\r\n\r\n1,\"a\r\nb\r\nc\"\r\n2,d\r\n\r\n3,e\r\n");
        Assert.Equal([3, 6, 8], sheet.Rows.Select(row => row.Line));
    }

    [Fact]
    public void Ragged_rows_are_all_told_at_once_with_their_lines() => Assert.Equal(
        ["line 2: 1 fields where the header has 2. Keep the comma of an empty field.",
         "line 4: 3 fields where the header has 2. Put a field that holds a comma in quotation marks."],
        Problems("id,name\na\nb,c\nd,e,f\n"));

    [Theory]
    [InlineData("", "the file is empty. The header is id,name; it may also have note.")]
    [InlineData("\n\n", "the file is empty. The header is id,name; it may also have note.")]
    [InlineData("id,name\n", "the file has a header and nothing else. Add a row for each figure.")]
    [InlineData("id,name,Name\na,b,c\n", "line 1, name: the column is there 2 times. Keep one of them.")]
    [InlineData("id,name,x\na,b,c\n", "line 1, x: the file may not have this column. Delete it. The header is id,name; it may also have note.")]
    [InlineData("id,name,\na,b,c\n", "line 1: column 3 has no name. Name the column, or delete it.")]
    [InlineData("id,note\na,b\n", "line 1, name: the column is missing. The header is id,name; it may also have note.")]
    [InlineData("id,name\na,b\"c\n", "line 2: a quotation mark stands inside a field or is never closed. Write a quotation mark twice (\"\") and put the field in quotation marks.")]
    [InlineData("id,name\na,\"b\nc,d\n", "line 2: a quotation mark stands inside a field or is never closed. Write a quotation mark twice (\"\") and put the field in quotation marks.")]
    [InlineData("id,name\na,\"b\"c\n", "line 2: a quotation mark stands inside a field or is never closed. Write a quotation mark twice (\"\") and put the field in quotation marks.")]
    public void A_file_of_the_wrong_form_is_refused_with_a_remedy(string text, string problem) => Assert.Equal([problem], Problems(text));

    [Fact]
    public void Semicolons_are_recognised_for_what_they_are() =>
        Assert.All(Problems("id;name\na;b\n").Take(2), problem => Assert.Contains("Separate the columns by commas.", problem, StringComparison.Ordinal));

    [Fact]
    public void A_huge_field_is_a_problem_and_not_a_crash() =>
        Assert.Equal(["line 2, name: the text has 3,000,000 characters. Keep it below 10,000."], Problems($"id,name\na,{new string('x', 3_000_000)}\n"));

    [Fact]
    public void Every_problem_of_many_is_kept() =>
        Assert.Equal(20_000, Problems("id,name\n" + string.Concat(Enumerable.Repeat("a\n", 20_000))).Length);

    private static string[] Problems(string text)
    {
        var refused = Assert.Throws<RefusalException>(() => Read(text));
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        return [.. refused.Problems.Select(ProblemText.Of)];
    }

    private static CsvSheet Read(string text) => new CsvFile("file.csv", Encoding.UTF8.GetBytes(text)).Sheet(Columns);
}
