package dev.budgetledger.projection.console;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * In which language a page is asked for. Nothing behind it sees the parameter; of programs, which ask for no page, it stays one that there is not. Who takes
 * anything at such an address, as what follows links does, gets the page. Before whatever else may answer with a page.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LanguageFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String ANYTHING = "*/*";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        boolean gets = (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) && takesParameters(request.getRequestURI());
        Optional<PageLanguage> asked = isForPeople(request, query) ? language(query) : Optional.empty();
        PageLanguage language = asked.orElse(PageLanguage.BOTH);
        HttpServletRequest seen = asked.isPresent() ? new InLanguage(request, language) : request;
        String address = gets ? address(request.getRequestURI(), query, asked.isPresent()) : null;
        try {
            language.<Exception>during(address, () -> chain.doFilter(seen, response));
        } catch (IOException | ServletException | RuntimeException asItIs) {
            throw asItIs;
        } catch (Exception other) {
            throw new ServletException(other);
        }
    }

    /** Elsewhere the edge refuses what stands behind {@code ?}. */
    private static boolean takesParameters(String path) {
        return path.equals("/") || path.startsWith("/v1/") || path.startsWith("/desk/");
    }

    private static boolean isForPeople(HttpServletRequest request, String query) {
        String accepted = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), ANYTHING);
        return accepted.contains(MediaType.TEXT_HTML_VALUE) || accepted.contains(ANYTHING)
                || Arrays.asList(query.split("&", -1)).contains("format=html");
    }

    /** The only one that is said. */
    private static Optional<PageLanguage> language(String query) {
        List<String> said = Arrays.stream(query.split("&", -1)).filter(LanguageFilter::isLanguage).toList();
        return said.size() == 1 ? PageLanguage.of(said.getFirst().substring(PageLanguage.PARAMETER.length() + 1)) : Optional.empty();
    }

    private static boolean isLanguage(String parameter) {
        return parameter.startsWith(PageLanguage.PARAMETER + "=");
    }

    private static String address(String path, String query, boolean isAsked) {
        String rest = isAsked
                ? Arrays.stream(query.split("&", -1)).filter(each -> !isLanguage(each)).collect(Collectors.joining("&"))
                : query;
        return rest.isEmpty() ? path : path + "?" + rest;
    }

    /** A request whose answers, also those of the ledger to it, are in this language. */
    private static final class InLanguage extends HttpServletRequestWrapper {

        private final PageLanguage language;

        InLanguage(HttpServletRequest request, PageLanguage language) {
            super(request);
            this.language = language;
        }

        private @Nullable String instead(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "accept-language" -> language.tag();
                case "accept" -> isFor(MediaType.TEXT_HTML_VALUE) ? null : MediaType.TEXT_HTML_VALUE;
                default -> null;
            };
        }

        private boolean isFor(String type) {
            return Objects.requireNonNullElse(super.getHeader(HttpHeaders.ACCEPT), ANYTHING).contains(type);
        }

        @Override
        public @Nullable String getHeader(String name) {
            String instead = instead(name);
            return instead == null ? super.getHeader(name) : instead;
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            String instead = instead(name);
            return instead == null ? super.getHeaders(name) : Collections.enumeration(List.of(instead));
        }

        @Override
        public @Nullable String getParameter(String name) {
            return name.equals(PageLanguage.PARAMETER) ? null : super.getParameter(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return name.equals(PageLanguage.PARAMETER) ? null : super.getParameterValues(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> others = new TreeMap<>(super.getParameterMap());
            others.remove(PageLanguage.PARAMETER);
            return others;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(getParameterMap().keySet());
        }
    }
}
