package dev.budgetledger.projection.entries.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.AdoptedForms;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostedEntry;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingReader;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.ProposalReader;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.StreamReader;
import dev.budgetledger.projection.generations.Generations;

@Configuration(proxyBeanMethods = false)
class EntriesConfiguration {

    @Bean
    CompletenessWatch completenessWatch(JdbcClient jdbc, Generations generations) {
        return new CompletenessWatch(jdbc, generations::refresh);
    }

    @Bean
    Proofs proofs(JdbcClient jdbc) {
        return new JdbcProofs(jdbc);
    }

    @Bean
    KeptSums keptSums(Generations generations, @Value("${projection.sums-kept:64MB}") DataSize sumsKept) {
        return new KeptSums(sumsKept.toBytes(), () -> generations.kept().number(), System::nanoTime);
    }

    @Bean
    @Primary
    BudgetReader budgetReader(
            JdbcClient jdbc,
            CompletenessWatch watch,
            Generations generations,
            @Value("${projection.read-wait:10s}") Duration readWait,
            @Value("${projection.behind-after:5s}") Duration behindAfter,
            KeptSums kept) {
        BudgetReader reader = new JdbcBudgetReader(
                jdbc, watch, Clock.systemUTC(), readWait, () -> generations.kept().number(),
                lag -> lag.stopped() || lag.seconds() > behindAfter.toSeconds(), new StreamHistories(jdbc, kept));
        return new ServedBudgetReader(reader, generations);
    }

    /** What is stored is compared, not what was read of it before. */
    @Bean
    @Qualifier(BudgetReader.AS_STORED)
    BudgetReader budgetReaderAsStored(
            JdbcClient jdbc,
            CompletenessWatch watch,
            Generations generations,
            @Value("${projection.read-wait:10s}") Duration readWait) {
        BudgetReader reader = new JdbcBudgetReader(
                jdbc, watch, Clock.systemUTC(), readWait, () -> generations.kept().number(), _ -> false, new StreamHistories(jdbc));
        return new ServedBudgetReader(reader, generations);
    }

    @Bean
    EntryReader entryReader(JdbcClient jdbc, Generations generations, KeptSums kept) {
        return new ServedEntryReader(new JdbcEntryReader(jdbc, kept), generations);
    }

    @Bean
    PostingReader postingReader(JdbcClient jdbc, Generations generations) {
        return new ServedPostingReader(new JdbcPostingReader(jdbc), generations);
    }

    @Bean
    ProposalReader proposalReader(JdbcClient jdbc, Generations generations) {
        return new ServedProposalReader(new JdbcProposalReader(jdbc), generations);
    }

    @Bean
    ProposedBudgets proposedBudgets(BudgetReader budgets, ProposalReader proposals, EntryReader entries, StreamReader streams) {
        return new ProposedBudgets(budgets, proposals, entries, streams);
    }

    @Bean
    BudgetDirectory budgetDirectory(JdbcClient jdbc) {
        return new JdbcBudgetDirectory(jdbc);
    }

    @Bean
    ChartReader chartReader(JdbcClient jdbc) {
        return new JdbcChartReader(jdbc);
    }

    @Bean
    StatementReader statementReader(JdbcClient jdbc) {
        return new JdbcStatementReader(jdbc);
    }

    @Bean
    AdoptedForms adoptedForms(JdbcClient jdbc) {
        return new JdbcAdoptedForms(jdbc);
    }

    @Bean
    StreamReader streamReader(JdbcClient jdbc) {
        return new JdbcStreamReader(jdbc);
    }

    /** Reads a budget from one generation, whatever is served meanwhile. What is waited for may come with the next one. */
    record ServedBudgetReader(BudgetReader reader, Generations generations) implements BudgetReader {

        @Override
        public AsOf resolve(int fiscalYear, AsOfQuestion question) {
            return reader.resolve(fiscalYear, question);
        }

        @Override
        public AsOf underCheckpoint(AsOf point) {
            return reader.underCheckpoint(point);
        }

        @Override
        public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
            return generations.inOne(() -> reader.read(id, asOf, basis));
        }
    }

    /** Answers each question from one generation, whatever is served meanwhile: the ids of its lines are its own. */
    record ServedEntryReader(EntryReader reader, Generations generations) implements EntryReader {

        @Override
        public List<PostedEntry> entries(EntryRange stretch, EntryFilter selection, EntryPlace after, int limit) {
            return generations.inOne(() -> reader.entries(stretch, selection, after, limit));
        }

        @Override
        public List<PostedEntry> firstOfEachLine(EntryRange stretch, EntryFilter selection, int limit) {
            return generations.inOne(() -> reader.firstOfEachLine(stretch, selection, limit));
        }

        @Override
        public List<byte[]> envelopes(Collection<Long> positions) {
            return generations.inOne(() -> reader.envelopes(positions));
        }
    }

    /** The same of postings. */
    record ServedPostingReader(PostingReader reader, Generations generations) implements PostingReader {

        @Override
        public Positions find(BudgetId budget, AsOf asOf, PostingFilter filter, Order order, OptionalLong after, int limit) {
            return generations.inOne(() -> reader.find(budget, asOf, filter, order, after, limit));
        }

        @Override
        public List<Recorded> recorded(BudgetId budget, long throughPosition, int most) {
            return generations.inOne(() -> reader.recorded(budget, throughPosition, most));
        }

        @Override
        public Optional<Long> reversalOf(BudgetId budget, long sequence, long throughPosition) {
            return generations.inOne(() -> reader.reversalOf(budget, sequence, throughPosition));
        }
    }

    /** The same of proposals. */
    record ServedProposalReader(ProposalReader reader, Generations generations) implements ProposalReader {

        @Override
        public KnownProposals find(
                Whose whose, AsOf asOf, @Nullable ProposalState state, PostingReader.Order order, OptionalLong after, int limit) {
            return generations.inOne(() -> reader.find(whose, asOf, state, order, after, limit));
        }

        @Override
        public List<Long> open(BudgetId budget, AsOf asOf) {
            return generations.inOne(() -> reader.open(budget, asOf));
        }

        @Override
        public Optional<KnownProposal> proposal(BudgetId budget, long sequence, AsOf asOf) {
            return generations.inOne(() -> reader.proposal(budget, sequence, asOf));
        }
    }
}
