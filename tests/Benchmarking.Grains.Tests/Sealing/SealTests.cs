using System.Security.Cryptography;
using System.Text;
using Benchmarking.Grains.Sealing;

namespace Benchmarking.Grains.Tests.Sealing;

public sealed class SealTests
{
    private static readonly byte[] Clear = Encoding.UTF8.GetBytes("1234567.89 of 80");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200_000)]
    public void What_was_sealed_opens_under_its_key_and_name(int length)
    {
        byte[] key = Seal.NewKey(), clear = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(clear, Seal.Open(key, Seal.Close(key, clear, "return.v1 a"), "return.v1 a"));
    }

    [Fact]
    public void It_does_not_open_under_another_key_or_name_nor_when_any_byte_of_it_was_changed_or_cut_off()
    {
        byte[] key = Seal.NewKey(), closed = Seal.Close(key, Clear, "return.v1 a");
        Assert.ThrowsAny<CryptographicException>(() => Seal.Open(Seal.NewKey(), closed, "return.v1 a"));
        Assert.ThrowsAny<CryptographicException>(() => Seal.Open(key, closed, "return.v1 b"));
        for (int index = 0; index < closed.Length; index++)
        {
            byte[] changed = [.. closed];
            changed[index] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Seal.Open(key, changed, "return.v1 a"));
            Assert.ThrowsAny<CryptographicException>(() => Seal.Open(key, closed[..index], "return.v1 a"));
        }
    }

    [Fact]
    public void The_same_bytes_sealed_twice_have_nothing_in_common_but_what_tells_that_they_are_sealed()
    {
        byte[] key = Seal.NewKey(), first = Seal.Close(key, Clear, "a"), second = Seal.Close(key, Clear, "a");
        Assert.True(Seal.IsClosed(first));
        Assert.False(Seal.IsClosed(Clear));
        Assert.NotEqual(first, second);
        Assert.Equal(-1, first.AsSpan().IndexOf(Clear.AsSpan(0, 6)));
    }
}
