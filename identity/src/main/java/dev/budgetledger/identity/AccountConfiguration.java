package dev.budgetledger.identity;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import dev.budgetledger.edge.OwnSettings;

/** Who may have tokens. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final int ROUNDS_LOG2 = 10;

    /** One that is misspelt would leave a door open. */
    @Bean
    static OwnSettings ownSettings(Environment environment) {
        return new OwnSettings(environment, "identity", List.of(), Map.of());
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder(ROUNDS_LOG2);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Accounts accounts(DataSource database) {
        return new Accounts(JdbcClient.create(database));
    }

    /** Before the port is open: all that is unsafe stops the start. */
    @Bean
    FirstAccounts firstAccounts(Accounts accounts, IdentitySettings settings, PasswordEncoder encoder) {
        return FirstAccounts.in(accounts, settings.passwords(), encoder);
    }
}
