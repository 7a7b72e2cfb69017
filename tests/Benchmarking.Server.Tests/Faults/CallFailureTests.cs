using Benchmarking.Grains.Releases;
using Benchmarking.Server.Errors;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarking.Server.Tests.Faults;

/// <summary>What a caller is told of a failure follows from who can mend it.</summary>
public sealed class CallFailureTests
{
    [Fact]
    public void A_damaged_content_is_the_platforms_fault_and_an_unreadable_frame_is_the_messages()
    {
        Assert.Equal(StatusCode.Internal, StatusOf(new ReleaseDamagedException("releases/a is not what was stored.")));
        Assert.Equal(StatusCode.InvalidArgument, StatusOf(new InvalidDataException("A bad frame.")));
    }

    private static StatusCode StatusOf(Exception exception) => CallFailure.Of(exception, "/benchmarking.v1.ReleaseService/GetRelease", NullLogger.Instance).StatusCode;
}
