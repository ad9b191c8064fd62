package dev.budgetledger.ledger.commands;

import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.edge.EdgeConfiguration;
import dev.budgetledger.edge.EdgeSettings;
import dev.budgetledger.edge.access.AccessConfiguration;
import dev.budgetledger.edge.access.AccessTable;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.edge.problems.Faults;
import dev.budgetledger.edge.problems.StrictRequest;
import dev.budgetledger.edge.reads.ReadsConfiguration;

import static dev.budgetledger.edge.access.AccessTable.ask;
import static dev.budgetledger.edge.access.AccessTable.get;
import static dev.budgetledger.edge.access.AccessTable.post;

/** What a request passes before a controller has it. */
@Configuration(proxyBeanMethods = false)
@Import({EdgeConfiguration.class, ReadsConfiguration.class})
class WebConfiguration implements WebMvcConfigurer {

    /** Enough for the most lines one request may have. */
    static final long BODY_BYTES_MAX = CommandLimits.BYTES_MAX;

    /** Takes commands by the many. */
    static final String POSTINGS = "/v1/postings";

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new StrictRequest()).addPathPatterns("/", "/v1/**").excludePathPatterns(POSTINGS);
    }

    @Bean
    static EdgeSettings edgeSettings(HttpSettings settings) {
        return settings.edge();
    }

    @Bean
    static AccessTable accessTable() {
        return LedgerAccess.TABLE;
    }

    @Bean
    Faults faults() {
        return Unavailable::known;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
        FilterRegistrationBean<BodyLimit> filter =
                new FilterRegistrationBean<>(new BodyLimit(BODY_BYTES_MAX, POSTINGS, faults));
        filter.addUrlPatterns("/v1/*");
        return filter;
    }

    @Bean
    FilterRegistrationBean<CommandLane> commandLane(CommandSubmitter submitter, JsonMapper json,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver faults) {
        FilterRegistrationBean<CommandLane> filter =
                new FilterRegistrationBean<>(new CommandLane(submitter, json, faults, (int) BODY_BYTES_MAX));
        // What a servlet calls a pattern ends with the first variable.
        CommandType.ALL.stream().map(each -> each.path().replaceFirst("\\{.*", "*")).distinct().forEach(filter::addUrlPatterns);
        // Once it is known who asks, before what serves MVC only.
        filter.setOrder(AccessConfiguration.ORDER + 1);
        return filter;
    }

    /** Who may use which address of the ledger service. On which budgets one may post say {@link Grants}. */
    static final class LedgerAccess {

        static final AccessTable TABLE = new AccessTable(List.of(
                post("/v1/budgets/{department}/{year}/publications", Role.PUBLISHER),
                post("/v1/budgets/{department}/{year}/approvals", Role.CHECKER),
                post("/v1/budgets/{department}/{year}/rejections", Role.CHECKER),
                post("/v1/rules", Role.CHECKER),
                post("/v1/budgets/{department}/{year}/{operation}", Role.OFFICER),
                post("/v1/budgets", Role.OFFICER),
                post("/v1/classifications/{year}", Role.OFFICER),
                post("/v1/forms", Role.OFFICER),
                post("/v1/client-keys", Role.OFFICER, Role.PUBLISHER),
                post("/v1/client-keys/revocations", Role.OFFICER, Role.PUBLISHER),
                post(WebConfiguration.POSTINGS, Role.OFFICER, Role.CHECKER, Role.PUBLISHER),
                get("/v1/postings/template.xlsx", Role.OFFICER, Role.PUBLISHER),
                get("/v1/budgets/{department}/{year}", Role.OFFICER, Role.CHECKER, Role.PUBLISHER, Role.AUDITOR),
                get("/v1/budgets/{department}/{year}/proposals/open", Role.OFFICER, Role.CHECKER, Role.AUDITOR),
                get("/v1/facts", Role.values()),
                ask("/v1/log/verifications", Role.AUDITOR, Role.OPERATOR),
                get("/v1/log/**", Role.values())));

        private LedgerAccess() {}
    }
}
