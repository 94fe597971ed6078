/** Well-known packages of NuGet, as the authors know them. */
export const nugetNames: string = `
Newtonsoft.Json Serilog Serilog.AspNetCore Serilog.Sinks.Console Serilog.Sinks.File NLog log4net AutoMapper Dapper Moq NSubstitute xunit
xunit.runner.visualstudio xunit.core xunit.assert NUnit NUnit3TestAdapter MSTest.TestFramework MSTest.TestAdapter Microsoft.NET.Test.Sdk
coverlet.collector FluentAssertions FluentValidation MediatR Polly Swashbuckle.AspNetCore RestSharp Refit Castle.Core Autofac Ninject StructureMap
Unity SimpleInjector EntityFramework Microsoft.EntityFrameworkCore Microsoft.EntityFrameworkCore.SqlServer Microsoft.EntityFrameworkCore.Sqlite
Microsoft.EntityFrameworkCore.Design Microsoft.EntityFrameworkCore.Tools Microsoft.EntityFrameworkCore.Relational Npgsql
Npgsql.EntityFrameworkCore.PostgreSQL MySql.Data MySqlConnector Pomelo.EntityFrameworkCore.MySql Microsoft.Data.SqlClient System.Data.SqlClient
Microsoft.Data.Sqlite Oracle.ManagedDataAccess StackExchange.Redis MongoDB.Driver MongoDB.Bson Elasticsearch.Net NEST RabbitMQ.Client MassTransit
Confluent.Kafka Hangfire Hangfire.Core Quartz Humanizer CsvHelper EPPlus ClosedXML NPOI iTextSharp itext7 PdfSharp QuestPDF SixLabors.ImageSharp
SkiaSharp HtmlAgilityPack AngleSharp HtmlSanitizer Markdig BouncyCastle BouncyCastle.Cryptography Portable.BouncyCastle BCrypt.Net-Next IdentityModel
IdentityServer4 Microsoft.IdentityModel.Tokens System.IdentityModel.Tokens.Jwt Microsoft.AspNetCore.Authentication.JwtBearer Azure.Identity Azure.Core
Azure.Storage.Blobs Azure.Messaging.ServiceBus Azure.Security.KeyVault.Secrets AWSSDK.Core AWSSDK.S3 Google.Protobuf Grpc.Net.Client Grpc.AspNetCore
Grpc.Tools protobuf-net MessagePack SharpZipLib SharpCompress DotNetZip Ionic.Zip YamlDotNet Selenium.WebDriver Selenium.Support Microsoft.Playwright
BenchmarkDotNet Bogus AutoFixture Shouldly WireMock.Net Microsoft.Extensions.Logging Microsoft.Extensions.DependencyInjection
Microsoft.Extensions.Configuration Microsoft.Extensions.Http Microsoft.Extensions.Caching.Memory Microsoft.Extensions.Hosting Microsoft.AspNetCore.Mvc
Microsoft.AspNetCore.SignalR Microsoft.CodeAnalysis.CSharp System.Text.Json System.Net.Http System.Memory System.Reactive Topshelf CommandLineParser
Spectre.Console McMaster.Extensions.CommandLineUtils Octokit LibGit2Sharp SSH.NET MailKit MimeKit SendGrid Twilio Stripe.net Telegram.Bot Discord.Net
DSharpPlus CefSharp.Wpf CefSharp.WinForms Costura.Fody Fody PropertyChanged.Fody MahApps.Metro MaterialDesignThemes Prism.Core CommunityToolkit.Mvvm
ReactiveUI Avalonia Xamarin.Forms Xamarin.Essentials LiveCharts LiveCharts.Wpf OxyPlot.Core ScottPlot NAudio Emgu.CV OpenCvSharp4 OpenTK
MonoGame.Framework.DesktopGL jQuery bootstrap WindowsAPICodePack Nethereum.Web3 NBitcoin Binance.Net Kraken.Net Bunifu.UI.WinForms Guna.UI2.WinForms
DevExpress.Utils Telerik.UI.for.WinForms Microsoft.Win32.Registry System.Management Rg.Plugins.Popup Extended.Wpf.Toolkit WpfAnimatedGif
Hardcodet.NotifyIcon.Wpf AvalonEdit DotSpatial.Projections Pathoschild.Stardew.ModBuildConfig
`;
