package dev.budgetledger.projection.login;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * What a browser says of where it is, and what it keeps.
 *
 * @param url where browsers reach this service; null as each request says: the names of its host were looked at before
 */
record Browser(@Nullable URI url) {

    static final String SESSION = "console";
    static final String LOGIN = "console-login";

    /** Scheme, host and port of these pages. */
    String origin(HttpServletRequest request) {
        return url == null
                ? request.getScheme() + "://" + String.valueOf(request.getHeader(HttpHeaders.HOST)).toLowerCase(Locale.ROOT)
                : url.getScheme() + "://" + url.getRawAuthority();
    }

    private boolean isSecure(HttpServletRequest request) {
        return url == null ? request.isSecure() : "https".equals(url.getScheme());
    }

    /** With TLS the name says that no other host and no plain HTTP has set it. */
    private String named(String name, HttpServletRequest request) {
        return isSecure(request) ? "__Host-" + name : name;
    }

    @Nullable String kept(String name, HttpServletRequest request) {
        Cookie[] all = request.getCookies();
        return all == null ? null : Arrays.stream(all).filter(each -> each.getName().equals(named(name, request)))
                .map(Cookie::getValue).findFirst().orElse(null);
    }

    /** @param age null as long as the browser runs, zero not at all */
    void keep(String name, String value, @Nullable Duration age, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.from(named(name, request), value)
                .path("/").httpOnly(true).secure(isSecure(request)).sameSite("Lax");
        if (age != null) {
            cookie.maxAge(age);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    /**
     * Whether what was sent comes of a page of ours, as far as the browser says. One that says nothing is believed here: the form has a token.
     */
    boolean isOurs(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return (site == null || site.equals("same-origin")) && (origin == null || origin.equals(origin(request)));
    }

    /** The same of one that says something. */
    boolean saysOurs(HttpServletRequest request) {
        return isOurs(request) && (request.getHeader("Sec-Fetch-Site") != null || request.getHeader(HttpHeaders.ORIGIN) != null);
    }
}
