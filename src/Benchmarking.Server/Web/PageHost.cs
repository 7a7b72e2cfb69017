using System.IO.Compression;
using Benchmarking.Server.Downloads;
using Benchmarking.Server.Hosting;
using Benchmarking.Server.Journal;
using Benchmarking.Server.Json;
using Benchmarking.Server.Limits;
using Benchmarking.Server.Web.Drafts;
using Benchmarking.Server.Web.Figures;
using Benchmarking.Server.Web.Returns;
using Benchmarking.Server.Web.Sessions;
using Benchmarking.Server.Web.Work;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;

namespace Benchmarking.Server.Web;

/// <summary>Puts the pages into the server.</summary>
internal static class PageHost
{
    private const string AssetPath = "/assets";
    private const int MostFields = 2_048;
    private const int LargestForm = 4 * 1024 * 1024;

    /// <summary>Adds what the pages need.</summary>
    public static void Add(WebApplicationBuilder builder, BenchmarkingOptions options)
    {
        builder.Environment.WebRootFileProvider = new EmbeddedFileProvider(typeof(PageHost).Assembly, "");
        IServiceCollection services = builder.Services;
        Session.Add(services, options);
        if (options.Oidc.SignsIn)
            ProviderSignIn.Add(services, options);
        services.AddSingleton<PageLimits>();
        services.AddSingleton<PageAdmission>();
        services.AddSingleton<Choices>();
        services.AddSingleton<MeasureViews>();
        services.AddSingleton<OwnReturns>();
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<TableChoicesReader>();
        services.AddSingleton<PageJournal>();
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/Web/Pages";
            pages.Conventions.AddPageRoute("/Release", "/releases/{release}/revisions/{number:int}");
            pages.Conventions.ConfigureFilter(new PageGate());
            pages.Conventions.ConfigureFilter(new RefusalFilter());
        });
        // No list of a form may be longer than a form: what is longer is refused as that, and is no fault of ours.
        services.Configure<MvcOptions>(mvc => mvc.MaxModelBindingCollectionSize = MostFields);
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = Session.CookieName("form", options);
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = Session.CookiePolicy(options);
            // Nobody may frame the pages at all: the header says so already, and more strictly.
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<FormOptions>(forms => (forms.ValueCountLimit, forms.MultipartBodyLengthLimit, forms.BufferBodyLengthLimit) = (MostFields, LargestForm, LargestForm));
        // Compressed over TLS too: another site cannot send a session's cookie along (SameSite), and so has nothing to compare lengths of.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "text/css", "text/plain", "text/csv", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
    }

    /// <summary>
    /// Serves the pages, to whoever came for pages. It is a way of its own, with no calls on it, and it leads nowhere else: no session makes a call,
    /// and no page is read where calls are made.
    /// </summary>
    public static void Map(WebApplication application)
    {
        BenchmarkingOptions options = application.Services.GetRequiredService<BenchmarkingOptions>();
        application.MapWhen(IsForBrowser, web =>
        {
            web.Use((context, next) =>
            {
                // The call that the address would be elsewhere.
                context.SetEndpoint(null);
                return next(context);
            });
            web.Use(SecurityHeaders.WriteAsync);
            web.UseExceptionHandler("/error/500");
            web.UseStatusCodePagesWithReExecute("/error/{0}");
            web.UseResponseCompression();
            web.UseStaticFiles(new StaticFileOptions
            {
                RequestPath = AssetPath,
                FileProvider = new EmbeddedFileProvider(typeof(PageHost).Assembly, "assets"),
                // The address has the file's digest in it: what changes gets another address.
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
            });
            web.Use(LimitAsync);
            web.UseRouting();
            web.Use(Session.ReadAsync);
            web.Use(web.ApplicationServices.GetRequiredService<PageAdmission>().RunAsync);
            if (options.Oidc.SignsIn)
                web.Use(web.ApplicationServices.GetRequiredService<ProviderSignIn>().RunAsync);
            web.UseEndpoints(pages =>
            {
                pages.MapRazorPages();
                DownloadEndpoint.Map(pages);
            });
        });
    }

    // Calls by JSON and gRPC-Web have a way of their own; and on a port that serves both, whatever says that it is gRPC is left to gRPC.
    private static bool IsForBrowser(HttpContext context) =>
        context.Came(Door.Pages) && !JsonDoor.IsFor(context) && !(context.Came(Door.Calls) && context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true);

    private static Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        if (PageAdmission.IsOfError(context))
        {
            // No limit here: what was too large is read away unseen, so that the sender gets this page rather than a broken connection.
            PageAdmission.ReadOnly(context);
            return next(context);
        }
        if (context.Request.ContentLength > LargestForm)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestForm;
        return next(context);
    }
}
