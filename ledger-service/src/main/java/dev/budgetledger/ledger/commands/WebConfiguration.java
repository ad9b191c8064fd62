package dev.budgetledger.ledger.commands;

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
import dev.budgetledger.edge.problems.Faults;
import dev.budgetledger.edge.problems.StrictRequest;
import dev.budgetledger.edge.reads.ReadsConfiguration;

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
}
