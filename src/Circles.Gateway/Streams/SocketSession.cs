using System.Net.WebSockets;
using Circles.Gateway.Access;
using Circles.Gateway.Http;
using Circles.Gateway.Requests;
using Circles.Gateway.Telemetry;
using Circles.Silo;

namespace Circles.Gateway.Streams;

/// <summary>One socket, from its handshake to its close.</summary>
/// <remarks>Source: graphql-transport-ws.</remarks>
internal sealed class SocketSession : IDisposable
{
    private readonly WebSocket socket;
    private readonly Handshake handshake;
    private readonly SocketServices services;
    private readonly Inbox inbox;
    private readonly Outbox outbox;
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource<Closing?> closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Operation> operations = new(StringComparer.Ordinal);
    private readonly HashSet<Task> running = [];
    private Pass? pass;
    private string language;
    private bool isInitialised;

    public SocketSession(WebSocket socket, Handshake handshake, SocketServices services)
    {
        (this.socket, this.handshake, this.services, language) = (socket, handshake, services, handshake.Language);
        (inbox, outbox) = (new Inbox(socket), new Outbox(socket, services.Time));
    }

    /// <summary>Completes when it is known why the socket is closed, before that is said.</summary>
    public Task Closes => closing.Task;

    /// <summary>Talks until one side closes. Takes at most <c>Limits.Stream.CloseWait</c> longer than that.</summary>
    /// <param name="refused">Why there will be no talk at all.</param>
    /// <param name="stopping">The server stops.</param>
    public async Task RunAsync(Closing? refused, CancellationToken stopping)
    {
        if (refused is not null) Close(refused);
        using var stop = stopping.UnsafeRegister(_ => Close(Closing.GoingAway), null);
        await using var patience = services.Time.CreateTimer(
            _ => CloseUnlessInitialised(), null, Limits.Stream.InitWait, Timeout.InfiniteTimeSpan);
        await using var checks = services.Time.CreateTimer(
            _ => _ = CheckAsync(), null, Limits.Stream.TokenChecked, Limits.Stream.TokenChecked);
        var sending = SendAsync();
        var receiving = ReceiveAsync();
        var why = await closing.Task;
        Connections.SocketClosed(why?.Code ?? Closing.Broken);

        await ending.CancelAsync();
        await using var dropping = services.Time.CreateTimer(_ => socket.Abort(), null, Limits.Stream.CloseWait, Timeout.InfiniteTimeSpan);
        await sending;
        await SayGoodbyeAsync(why);
        await receiving;
        await Task.WhenAll(Running());
    }

    public void Dispose()
    {
        inbox.Dispose();
        ending.Dispose();
        socket.Dispose();
    }

    /// <summary>The first reason counts.</summary>
    /// <param name="why">Null when the connection is broken: there is nobody to tell.</param>
    private void Close(Closing? why) => closing.TrySetResult(why);

    private void CloseUnlessInitialised()
    {
        if (!Volatile.Read(ref isInitialised)) Close(Closing.InitTimeout);
    }

    private async Task SendAsync()
    {
        try
        {
            await outbox.RunAsync(ending.Token);
        }
        catch (TimeoutException)
        {
            Close(Closing.TooSlow);
        }
        catch (OperationCanceledException)
        {
            // The socket is closing for another reason.
        }
        catch (Exception e) when (IsBroken(e))
        {
            Close(null);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (!closing.Task.IsCompleted)
            {
                var (text, fault) = await inbox.ReceiveAsync();
                if (text is null && fault is null)
                {
                    Close(Closing.Normal);
                    return;
                }

                if ((fault ?? await TakeAsync(text!.Value)) is { } why) Close(why);
            }

            await inbox.DrainAsync();
        }
        catch (OperationCanceledException)
        {
            // Closing has cut off what this message waited for.
            await DrainQuietlyAsync();
        }
        catch (Exception e) when (IsBroken(e))
        {
            Close(null);
        }
        catch (Exception e)
        {
            Faults.Note(services.Log, e);
            Close(Closing.Internal);
            await DrainQuietlyAsync();
        }
    }

    private async Task DrainQuietlyAsync()
    {
        try
        {
            await inbox.DrainAsync();
        }
        catch (Exception e) when (IsBroken(e))
        {
            // Gone without a word.
        }
    }

    private async Task SayGoodbyeAsync(Closing? why)
    {
        try
        {
            if (why is not null && socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(why.Status, why.Said, CancellationToken.None);
            else if (why is null) socket.Abort();
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The other side is gone, or was dropped since it did not read.
        }
    }

    /// <returns>Why the socket has to be closed; null when all is well.</returns>
    private async ValueTask<Closing?> TakeAsync(ReadOnlyMemory<byte> text)
    {
        var (message, fault) = Message.Read(text.Span);
        if (message is null) return fault;
        // An operation keeps its message for as long as it lasts.
        if (message.Type == MessageType.Subscribe) return await SubscribeAsync(message);
        using (message)
        {
            switch (message.Type)
            {
                case MessageType.ConnectionInit:
                    return await InitialiseAsync(message);
                case MessageType.Ping:
                    await outbox.SendAsync(Message.Pong(message.Payload), null, ending.Token);
                    return null;
                case MessageType.Complete:
                    End(message.Id);
                    return null;
                default:
                    return null; // A pong needs no answer.
            }
        }
    }

    private async ValueTask<Closing?> InitialiseAsync(Message message)
    {
        if (isInitialised) return Closing.TooManyInits;
        Volatile.Write(ref isInitialised, true);
        var shown = handshake.With(message.Payload);
        language = handshake.LanguageOf(message.Payload);
        try
        {
            var (visitor, refused) = await services.Door.EnterAsync(shown, ending.Token);
            if (visitor is null)
                return refused == HttpErrors.Unauthenticated ? Closing.Forbidden : Closing.Forbidden with { Reason = refused!.Code };
            if (await AtLeast.WaitAsync(handshake.AtLeastIn(message.Payload), visitor.Network, ending.Token) is { } late)
                return late.Retryable ? Closing.Unavailable(late.Code) : Closing.BadMessage(late.Message);
            pass = new Pass(services.Door, shown, visitor);
        }
        catch (SiloException e)
        {
            return Closing.Unavailable(e.Code);
        }

        await outbox.SendAsync(Message.Ack, null, ending.Token);
        return null;
    }

    private async ValueTask<Closing?> SubscribeAsync(Message message)
    {
        var kept = false;
        try
        {
            if (pass is null) return Closing.Unauthorized;
            var (parameters, fault) = RequestParameters.Read(message.Payload!.Value);
            if (parameters is null) return Closing.BadMessage(fault!);
            if (parameters.Query is null && parameters.Extensions is null && parameters.DocumentId is null)
                return Closing.BadMessage("The payload's entry query must be a string.");
            Operation? operation = null;
            using (gate.EnterScope())
            {
                if (operations.ContainsKey(message.Id)) return Closing.SubscriberExists(message.Id);
                if (operations.Count < Limits.Stream.OperationsMax)
                    operations[message.Id] = operation = new Operation(message.Id, ending.Token);
            }

            if (operation is null)
            {
                var errors = Answers.Refusal(HttpErrors.TooManyOperations).Response.Errors;
                await outbox.SendAsync(Message.Error(message.Id, errors.Span), null, ending.Token);
                return null;
            }

            kept = true;
            Run(operation, message, parameters);
            return null;
        }
        finally
        {
            if (!kept) message.Dispose();
        }
    }

    private void Run(Operation operation, Message message, RequestParameters parameters)
    {
        // Off the receiving loop: the next message does not wait for this one's answer.
        var run = Task.Run(() => AnswerAsync(operation, message, parameters));
        using (gate.EnterScope()) running.Add(run);
        _ = run.ContinueWith(
            done =>
            {
                using (gate.EnterScope()) running.Remove(done);
            },
            TaskScheduler.Default);
    }

    private async Task AnswerAsync(Operation operation, Message message, RequestParameters parameters)
    {
        using (message)
        using (operation)
        {
            try
            {
                var ended = await TellAllAsync(operation, parameters);
                // First, so that the client can use the id again as soon as it hears of the end.
                Leave(operation);
                if (ended is not null) await outbox.SendAsync(ended, operation, operation.Stopped);
            }
            catch (OperationCanceledException)
            {
                // Ended by its client, or with its socket.
            }
            catch (SiloStoppingException)
            {
                Close(Closing.GoingAway);
            }
            catch (SiloException e)
            {
                Close(Closing.Unavailable(e.Code));
            }
            catch (Exception e)
            {
                Faults.Note(services.Log, e);
                Close(Closing.Internal);
            }
            finally
            {
                Leave(operation);
            }
        }
    }

    /// <returns>The operation's last message; null when the socket closes instead.</returns>
    private async ValueTask<byte[]?> TellAllAsync(Operation operation, RequestParameters parameters)
    {
        if (await VisitorAsync(operation.Stopped) is not { } visitor) return null;
        var (asked, refused) = await services.Desk.TakeAsync(visitor, parameters, language, operation.Stopped);
        if (asked is null) return Message.Error(operation.Id, Answers.Refusal(refused!).Response.Errors.Span);
        await foreach (var (response, _) in services.Answers.To(asked, resumeAfter: null, operation.Stopped))
        {
            if (await VisitorAsync(operation.Stopped) is null) return null;
            if (!response.Summary.HasData) return Message.Error(operation.Id, response.Errors.Span);
            await outbox.SendAsync(Message.Next(operation.Id, response.Json.Span), operation, operation.Stopped);
        }

        return Message.Complete(operation.Id);
    }

    private void End(string id)
    {
        Operation? operation;
        using (gate.EnterScope()) operations.Remove(id, out operation);
        operation?.End();
    }

    private void Leave(Operation operation)
    {
        using (gate.EnterScope())
            if (operations.TryGetValue(operation.Id, out var there) && there == operation) operations.Remove(operation.Id);
    }

    private Task[] Running()
    {
        using (gate.EnterScope()) return [.. running];
    }

    private async Task CheckAsync()
    {
        try
        {
            if (pass is not null) await VisitorAsync(ending.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // Closed meanwhile.
        }
        catch (SiloException e)
        {
            Close(Closing.Unavailable(e.Code));
        }
    }

    /// <returns>Null when the token is good no more; then the socket closes.</returns>
    private async ValueTask<Visitor?> VisitorAsync(CancellationToken cancel)
    {
        var visitor = await pass!.AgainAsync(cancel);
        if (visitor is null) Close(Closing.Forbidden);
        return visitor;
    }

    /// <summary>What a socket throws whose connection is gone: by the other side, or since it was dropped here.</summary>
    private static bool IsBroken(Exception e) =>
        e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException;
}

/// <summary>What every socket needs.</summary>
internal sealed record SocketServices(Door Door, Desk Desk, Answers Answers, TimeProvider Time, ILogger Log);
