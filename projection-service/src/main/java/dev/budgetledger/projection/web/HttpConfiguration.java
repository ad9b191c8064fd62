package dev.budgetledger.projection.web;

import java.util.List;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.budgetledger.edge.EdgeConfiguration;
import dev.budgetledger.edge.EdgeSettings;
import dev.budgetledger.edge.problems.Faults;
import dev.budgetledger.edge.problems.StrictRequest;

@EnableConfigurationProperties(HttpSettings.class)
@Import(EdgeConfiguration.class)
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new QueryResolver());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new StrictRequest(QueryResolver::names)).addPathPatterns("/v1/**");
    }

    @Bean
    static EdgeSettings edgeSettings(HttpSettings settings) {
        return settings.edge();
    }

    @Bean
    Faults faults() {
        return RequestProblem::known;
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Budget ledger: disclosures 部门预算公开")
                        .version("v1")
                        .description("Department budgets as of any point in two times: effectiveOn 业务日期, when it "
                                + "counts, and recordedAsOf 记账时间, when it was known. Answers say what they are as "
                                + "of; asking again with that gives the same bytes. Amounts are decimal strings in "
                                + "the unit named, each rounded half up by itself."));
    }
}
