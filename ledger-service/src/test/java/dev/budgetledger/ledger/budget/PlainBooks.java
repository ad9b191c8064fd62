package dev.budgetledger.ledger.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RightEdge;

/** Books in two maps, for tests of the core. */
final class PlainBooks implements Books {

    private final Map<String, Budget> budgets = new HashMap<>();
    private final Map<String, Catalogue> catalogues = new HashMap<>();
    private final Map<String, AdoptedForm> forms = new HashMap<>();
    private final Map<String, Fact.Posted> postings = new HashMap<>();
    private final Map<String, Fact.PostingProposed> proposals = new HashMap<>();
    private LocalDate today = LocalDate.of(2023, 1, 1);
    private ClientKeys clientKeys = ClientKeys.NONE;
    private RefusalBook refusals = RefusalBook.NONE;
    private final List<Fact> log = new ArrayList<>();
    private final RightEdge edge = new RightEdge();
    private final List<Hash> roots = new ArrayList<>(List.of(Hash.OF_NOTHING));

    void record(List<NewFact> facts) {
        for (NewFact recorded : facts) {
            edge.append(Hash.ofLeaf(ContractJson.write(recorded.fact())), _ -> {});
            roots.add(edge.root());
            log.add(recorded.fact());
            switch (recorded.fact()) {
                case Fact.RulesAdopted adopted when BudgetId.isClassificationStream(recorded.stream()) -> catalogues.merge(
                        recorded.stream(), Catalogue.EMPTY.evolve(adopted), (known, _) -> known.evolve(adopted));
                case Fact.ClassificationsDefined defined -> catalogues.merge(recorded.stream(),
                        Catalogue.EMPTY.evolve(defined), (known, _) -> known.evolve(defined));
                case Fact.Posted posted -> {
                    budgets.computeIfPresent(recorded.stream(), (_, state) -> state.evolve(posted));
                    postings.put(posted.posting().id(), posted);
                }
                case Fact.ClientKeyFact key -> clientKeys = clientKeys.evolve(key);
                case Fact.AuthorityRefused refused -> refusals = refusals.evolve(refused);
                case Fact.FormAdopted adopted -> forms.put(recorded.stream(), AdoptedForm.NONE.evolve(adopted));
                case Fact.BudgetOpened _, Fact.ChartDefined _, Fact.StatementMade _, Fact.YearClosed _, Fact.DisclosurePublished _,
                        Fact.RulesAdopted _, Fact.PostingProposed _, Fact.OfProposal _ -> {
                    Budget before = budgets.getOrDefault(recorded.stream(), Budget.unopened());
                    if (recorded.fact() instanceof Fact.PostingProposed proposed) {
                        proposals.put(recorded.stream() + "-" + before.facts(), proposed);
                    }
                    budgets.put(recorded.stream(), before.evolve(recorded.fact()));
                }
            }
        }
    }

    @Override
    public Budget budget(BudgetId id) {
        return budgets.getOrDefault(id.stream(), Budget.unopened());
    }

    @Override
    public Catalogue catalogue(int fiscalYear) {
        return catalogues.getOrDefault(BudgetId.classificationStream(fiscalYear), Catalogue.EMPTY);
    }

    @Override
    public AdoptedForm form(String id) {
        return forms.getOrDefault(Form.stream(id), AdoptedForm.NONE);
    }

    RefusalBook refusals() {
        return refusals;
    }

    @Override
    public ClientKeys clientKeys() {
        return clientKeys;
    }

    @Override
    public Optional<Form> formAt(String id, long position) {
        return log.subList(0, (int) position).reversed().stream()
                .flatMap(fact -> fact instanceof Fact.FormAdopted(Form form) && form.id().equals(id) ? Stream.of(form) : Stream.empty())
                .findFirst();
    }

    @Override
    public boolean isClosedByAny(int fiscalYear) {
        return budgets.values().stream().anyMatch(budget ->
                budget instanceof Budget.Open open && open.closed() && open.id().fiscalYear() == fiscalYear);
    }

    @Override
    public Optional<Fact.Posted> posting(String stream, long sequence) {
        return Optional.ofNullable(postings.get(stream + "-" + sequence));
    }

    @Override
    public Optional<Fact.PostingProposed> proposed(String stream, long sequence) {
        return Optional.ofNullable(proposals.get(stream + "-" + sequence));
    }

    @Override
    public LocalDate today() {
        return today;
    }

    void passTo(LocalDate day) {
        today = day;
    }

    @Override
    public long logSize() {
        return edge.size();
    }

    @Override
    public Hash root(long size) {
        return roots.get((int) size);
    }

    @Override
    public Instant recordedAt(long position) {
        return Instant.EPOCH.plusSeconds(position);
    }

    @Override
    public Fact fact(long position) {
        return log.get((int) position - 1);
    }
}
