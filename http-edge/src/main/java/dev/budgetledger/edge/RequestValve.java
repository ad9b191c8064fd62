package dev.budgetledger.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/** Looks at a request before anything else does: where it goes, to whom, and how long its body may take. */
final class RequestValve extends ValveBase {

    private static final String FRONT_PAGE = "/";
    private static final String SERVICE = "/v1/";
    private static final String METRICS = "/actuator/metrics/";

    private final AllowedHosts hosts;
    private final EdgeSettings settings;

    RequestValve(AllowedHosts hosts, EdgeSettings settings) {
        super(true);
        this.hosts = hosts;
        this.settings = settings;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // By Tomcat, which may not know its address then.
        boolean isRefused = response.isError() || response.getStatus() >= 400;
        EdgeProcessor.versionRead(request.getCoyoteRequest());
        Connection connection = EdgeProcessor.connection(request.getCoyoteRequest());
        if (connection != null) {
            boolean isBulk = !isRefused && settings.bulkPaths().contains(request.getRequestURI());
            connection.headEnded(isBulk ? settings.bulk() : settings.body());
        }
        EdgeProblem problem = isRefused ? null : problem(request);
        if (problem == null) {
            getNext().invoke(request, response);
        } else {
            problem.answer(request, response);
        }
    }

    private @Nullable EdgeProblem problem(Request request) {
        String path = request.getRequestURI();
        if (request.getProtocol().isEmpty()) {
            return EdgeProblem.VERSION;
        }
        if (!hosts.allow(request.getServerName())) {
            return EdgeProblem.host(request.getServerName());
        }
        if (!CanonicalPath.is(path)) {
            int semicolon = path.indexOf(';');
            return semicolon < 0
                    ? EdgeProblem.path(path)
                    : EdgeProblem.parameter(path.substring(semicolon + 1).replaceFirst("[=;/].*", ""));
        }
        if (isRange(request.getContentType())) {
            return EdgeProblem.MEDIA_RANGE;
        }
        String query = request.getQueryString();
        return query == null || path.equals(FRONT_PAGE) || path.startsWith(SERVICE) || path.startsWith(METRICS)
                        || settings.queryPaths().stream().anyMatch(each -> each.endsWith("/") ? path.startsWith(each) : path.equals(each))
                ? null
                : EdgeProblem.parameter(query.replaceFirst("[=&].*", ""));
    }

    /** Whether it says of which kinds something may be, and not of which it is. */
    private static boolean isRange(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int star = contentType.indexOf('*');
        int parameters = contentType.indexOf(';');
        return star >= 0 && (parameters < 0 || star < parameters);
    }

    /**
     * The names by which a service is spoken to: those configured, those of the loopback, and the address where it
     * listens. With any port: a request that came to another port was passed on.
     */
    static final class AllowedHosts {

        private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

        private final Set<String> names = new HashSet<>(LOOPBACK);

        /** @param listening where the service listens; every address, or null, names none */
        AllowedHosts(List<String> configured, @Nullable InetAddress listening) {
            configured.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
            if (listening != null && !listening.isAnyLocalAddress()) {
                String address = listening.getHostAddress();
                names.add(address.indexOf(':') < 0 ? address : "[" + address + "]");
            }
        }

        /** @param host without its port */
        boolean allow(String host) {
            return names.contains(host) || names.contains(host.toLowerCase(Locale.ROOT));
        }
    }
}
