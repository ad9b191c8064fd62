package dev.budgetledger.projection.disclosure.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.edge.access.OpenAccess;
import dev.budgetledger.edge.problems.ProblemAdvice;
import dev.budgetledger.edge.problems.StrictRequest;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PointStops;
import dev.budgetledger.projection.console.ProblemPages;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.NoChart;
import dev.budgetledger.projection.disclosure.NoForms;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.entries.AdoptedForms;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.samples.NoProposals;
import dev.budgetledger.projection.web.QueryResolver;
import dev.budgetledger.projection.web.RequestProblem;

/** Controllers behind HTTP without a server, a database or Spring Boot. */
public final class SampleHttp {

    static final TableMeters METERS = new TableMeters(new SimpleMeterRegistry());

    /** Fails, and says what nobody is to be told. */
    static final BudgetReader BROKEN = new BudgetReader() {
        @Override
        public AsOf resolve(int fiscalYear, AsOfQuestion question) {
            throw new IllegalStateException("jdbc:postgresql://secret");
        }

        @Override
        public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
            return Optional.empty();
        }
    };

    /** Of budgets to which nothing happened. */
    public static final BudgetHistory NOTHING = new BudgetHistory() {
        @Override
        public List<Envelope> latest(BudgetAsOf budget) {
            return List.of();
        }

        @Override
        public PointStops stops(BudgetAsOf budget) {
            return PointStops.NONE;
        }
    };

    private SampleHttp() {}

    /** The forms that are served, of departments that have no units. */
    public static AskedForms forms() {
        return forms(new NoForms(), new NoChart());
    }

    public static AskedForms forms(AdoptedForms adopted, ChartReader chart) {
        return forms(adopted, chart, new FakeBudgetReader());
    }

    /** The same, over budgets that years before are read from. */
    public static AskedForms forms(AdoptedForms adopted, ChartReader chart, BudgetReader budgets) {
        return new AskedForms(SampleTemplates.all(), SampleTemplates.forms(), adopted, chart, budgets, NoProposals.of(budgets));
    }

    public static MockMvcTester of(Object controller) {
        return MockMvcTester.create(MockMvcBuilders.standaloneSetup(controller)
                .setControllerAdvice(new ProblemAdvice(RequestProblem::known, new ProblemPages()))
                .setCustomArgumentResolvers(new QueryResolver())
                .addFilters(OpenAccess.filter())
                .addInterceptors(new StrictRequest(QueryResolver::names, QueryResolver::isOfForm))
                .setMessageConverters(
                        new StringHttpMessageConverter(), new JacksonJsonHttpMessageConverter(),
                        new PageConverter(), new ResourceHttpMessageConverter())
                .build());
    }

    /** An address with its query exactly as a client sends it. */
    public static URI address(String address) {
        return URI.create(address);
    }
}
