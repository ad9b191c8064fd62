package dev.budgetledger.identity;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Identity as a process. Its settings are in {@code identity.yml}, so that it can share a JVM; and it takes of Spring Boot what it names
 * here, whatever else of the services is on the class path.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ConfigurationPropertiesAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class,
    LifecycleAutoConfiguration.class, SslAutoConfiguration.class, DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class})
@EnableConfigurationProperties(IdentitySettings.class)
@Import({AccountConfiguration.class, ServerConfiguration.class})
public class IdentityApplication {

    /** The application, not yet started; settings may be added. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(IdentityApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=identity");
    }

    /** Starts it, and tells the passwords that it has made: in no log. */
    public static void main(String[] args) {
        ConfigurableApplicationContext identity = builder().run(args);
        identity.getBean(FirstAccounts.class).passwords()
                .forEach((name, password) -> System.out.println("Password, told once, of " + name + ": " + password));
    }
}
