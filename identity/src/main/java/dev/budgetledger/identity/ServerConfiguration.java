package dev.budgetledger.identity;

import java.io.IOException;
import java.util.Set;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.session.ManagerBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;

import dev.budgetledger.edge.Edge;
import dev.budgetledger.edge.SteadyClock;

/** Spring's authorization server with its pages: the few addresses that are needed, and nothing else. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class ServerConfiguration {

    static final String AUTHORIZE = "/oauth2/authorize";
    static final String LOGIN = "/login";

    private static final String TOKEN = "/oauth2/token";

    /** Of people who have not come back with their code yet. */
    private static final int SESSIONS_MAX = 10_000;

    /** What Spring has and nothing here needs: tokens are not kept, so there is nothing to be said of one. */
    private static final Set<String> UNUSED = Set.of("introspection_endpoint", "introspection_endpoint_auth_methods_supported",
            "revocation_endpoint", "revocation_endpoint_auth_methods_supported", "userinfo_endpoint", "end_session_endpoint",
            "pushed_authorization_request_endpoint");

    @Bean
    static Edge edge(IdentitySettings settings) {
        return new Edge(settings.edge());
    }

    @Bean
    IdentityKey identityKey(IdentitySettings settings) {
        IdentityKey key = IdentityKey.in(settings.signingKeyFile());
        if (settings.publicKeysFile() != null) {
            key.writePublic(settings.publicKeysFile());
        }
        return key;
    }

    @Bean
    JWKSource<SecurityContext> keys(IdentityKey key) {
        return new ImmutableJWKSet<>(new JWKSet(key.key()));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.ES256).build();
    }

    @Bean
    AuthorizationServerSettings server(IdentitySettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer().toString())
                .authorizationEndpoint(AUTHORIZE).tokenEndpoint(TOKEN).build();
    }

    @Bean
    RegisteredClientRepository clients(Accounts accounts, IdentitySettings settings) {
        return new Clients(accounts, settings);
    }

    @Bean
    PendingCodes pendingCodes() {
        return new PendingCodes();
    }

    @Bean
    TokenClaims tokenClaims(Accounts accounts, IdentitySettings settings) {
        return new TokenClaims(accounts, settings.audience());
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http, Accounts accounts, PasswordEncoder encoder) {
        Attempts attempts = new Attempts(SteadyClock.ofThisProcess());
        return http
                .oauth2AuthorizationServer(server -> server
                        .clientAuthentication(clients -> clients.authenticationProviders(all -> all.replaceAll(each ->
                                each instanceof ClientSecretAuthenticationProvider ? new LimitedAuthentication(each, attempts) : each)))
                        .authorizationServerMetadataEndpoint(endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                metadata -> metadata.claims(claims -> claims.keySet().removeAll(UNUSED))))
                        .oidc(oidc -> oidc.providerConfigurationEndpoint(endpoint -> endpoint.providerConfigurationCustomizer(
                                metadata -> metadata.claims(claims -> claims.keySet().removeAll(UNUSED))))))
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(AUTHORIZE, TOKEN).authenticated()
                        .anyRequest().denyAll())
                .authenticationProvider(new LimitedAuthentication(people(accounts, encoder), attempts))
                .formLogin(Customizer.withDefaults())
                .logout(logout -> logout.disable())
                .build();
    }

    private static AuthenticationProvider people(Accounts accounts, PasswordEncoder encoder) {
        DaoAuthenticationProvider people = new DaoAuthenticationProvider(name -> accounts.named(name, UserAccount.Kind.PERSON)
                .map(account -> User.withUsername(name).password(account.secret()).authorities(new String[0]).build())
                .orElseThrow(() -> new UsernameNotFoundException(name)));
        people.setPasswordEncoder(encoder);
        return people;
    }

    /** What no filter answers is not there; without any servlet the filters were not asked. */
    @Bean
    ServletRegistrationBean<HttpServlet> nothingElse() {
        return new ServletRegistrationBean<>(new NothingElse(), "/");
    }

    private static final class NothingElse extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedSessions() {
        return factory -> factory.addContextCustomizers(context -> context.addLifecycleListener(event -> {
            if (context.getManager() instanceof ManagerBase manager) {
                manager.setMaxActiveSessions(SESSIONS_MAX);
            }
        }));
    }
}
