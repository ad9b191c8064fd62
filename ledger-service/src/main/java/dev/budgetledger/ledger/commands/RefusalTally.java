package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fact.AuthorityRefused.Door;
import dev.budgetledger.edge.access.ForbiddenWatch;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.commands.RefusalRecorder.RefusalSettings;
import dev.budgetledger.ledger.store.RefusalNotes;
import dev.budgetledger.ledger.store.Submission;

/**
 * Counts what is refused for want of authority until it is recorded: of each name the last, and how many were before it. Of more than
 * {@link #NAMES_MAX} names at a time all others are one number, so it takes as much memory however many ask.
 */
public final class RefusalTally implements RefusalNotes, ForbiddenWatch {

    /** So many names are counted apart. */
    static final int NAMES_MAX = 1000;

    /**
     * To be recorded, of one name.
     *
     * @param key its idempotency key
     */
    record Due(String name, Fact.AuthorityRefused refused, String key) {

        /** How many it stands for. */
        long count() {
            return 1 + refused.leftOut() + refused.leftOutOfOthers();
        }
    }

    private static final class Kept {
        private Fact.AuthorityRefused last;
        private long count;
        private long notBefore;

        Kept(Fact.AuthorityRefused last, long notBefore) {
            this.last = last;
            this.notBefore = notBefore;
        }
    }

    private final List<CommandRoute> routes = CommandType.ALL.stream().map(type -> new CommandRoute(type, JsonMapper.shared())).toList();
    private final long perPrincipalNanos;
    private final LongSupplier nanos;
    /** Who has waited longest comes first. */
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private long ofOthers;
    private Runnable news = () -> {};

    public RefusalTally(RefusalSettings settings) {
        this(settings, System::nanoTime);
    }

    RefusalTally(RefusalSettings settings, LongSupplier nanos) {
        this.perPrincipalNanos = settings.perPrincipal().toNanos();
        this.nanos = nanos;
    }

    /** Whom to wake when a name is to be told of that was not before; returns at once. */
    synchronized void onNews(Runnable news) {
        this.news = news;
    }

    @Override
    public void refused(Submission submission, String code, @Nullable String field) {
        Door door = submission.door();
        if (door != null) {
            Command command = submission.command();
            count(submission.postedBy(), new Fact.AuthorityRefused(door, command.getClass().getSimpleName(),
                    command instanceof Command.OnBudget on ? on.budget().stream() : null, code,
                    field == null || field.isEmpty() ? null : field, submission.sha256(), 0, 0));
        }
    }

    @Override
    public void forbidden(String name, HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && Arrays.asList(query.split("&", -1)).contains(CommandLane.DRY_RUN + "=true")) {
            return;
        }
        List<String> path = "POST".equals(request.getMethod()) ? CommandRoute.segments(request.getRequestURI()) : List.of();
        CommandType type = routes.stream().filter(route -> route.matches(path)).findFirst().map(CommandRoute::operation).orElse(null);
        count(name, new Fact.AuthorityRefused(Door.ADDRESS, type == null ? null : type.type(),
                type == null || !type.isOnBudget() ? null : stream(path), ProblemCode.FORBIDDEN.name(), null, null, 0, 0));
    }

    /** Of a path that begins as that of a budget does; none if there can be no such budget. */
    private static @Nullable String stream(List<String> path) {
        try {
            return BudgetId.ofStream(path.get(2) + "-" + path.get(3)).stream();
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private synchronized void count(String name, Fact.AuthorityRefused refused) {
        Kept of = kept.get(name);
        if (of == null) {
            if (kept.size() >= NAMES_MAX) {
                forgetThoseTold();
            }
            if (kept.size() >= NAMES_MAX) {
                ofOthers++;
                return;
            }
            of = new Kept(refused, nanos.getAsLong());
            kept.put(name, of);
        }
        of.last = refused;
        if (of.count++ == 0) {
            news.run();
        }
    }

    /** Of whom there is nothing more to tell, and who may be told of again. */
    private void forgetThoseTold() {
        long now = nanos.getAsLong();
        kept.values().removeIf(each -> each.count == 0 && now - each.notBefore >= 0);
    }

    /** The next to be recorded by now, which counts as told from now on; null if there is none. */
    synchronized @Nullable Due next() {
        long now = nanos.getAsLong();
        return take(each -> now - each.notBefore >= 0);
    }

    /** The same of those that are left, told a moment ago or not. */
    synchronized @Nullable Due left() {
        return take(_ -> true);
    }

    private interface Choice {
        boolean is(Kept kept);
    }

    private @Nullable Due take(Choice choice) {
        for (Map.Entry<String, Kept> each : kept.entrySet()) {
            Kept of = each.getValue();
            if (of.count > 0 && choice.is(of)) {
                Due due = new Due(each.getKey(), of.last.leavingOut(of.count - 1, ofOthers), "refusal-" + UUID.randomUUID());
                of.count = 0;
                of.notBefore = nanos.getAsLong() + perPrincipalNanos;
                ofOthers = 0;
                kept.remove(due.name());
                kept.put(due.name(), of);
                return due;
            }
        }
        return null;
    }

    /** How long there is nothing to record, unless somebody else is refused; as long as you like if nothing is left. */
    synchronized Duration pause() {
        long now = nanos.getAsLong();
        return kept.values().stream()
                .filter(each -> each.count > 0)
                .map(each -> Duration.ofNanos(Math.max(0, each.notBefore - now)))
                .min(Duration::compareTo)
                .orElse(Duration.ofMinutes(1));
    }

    /** How many are counted that are not told yet. */
    synchronized long untold() {
        return ofOthers + kept.values().stream().mapToLong(each -> each.count).sum();
    }
}
