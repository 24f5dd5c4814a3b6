@rem untested
@echo off
rem Starts the glimpse command on Windows, building it first where that is needed.
rem Needs a JDK 17 or newer (JAVA_HOME, else the java of the PATH) and, for a build, Maven.
rem A simple form of ./glimpse: two first starts at once may both build, and the later one's build stays.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "state=%root%\.glimpse"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -version >nul 2>&1 || (
  echo glimpse: java was not found: install a JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)

set "app="
if exist "%state%\current" set /p app=<"%state%\current"
if not defined app goto build
rem Names and dates of all sources, compared with those of the build.
call :list "%TEMP%\glimpse-%RANDOM%.txt"
fc /b "%listing%" "%state%\%app%\sources.txt" >nul 2>&1 || (del "%listing%" & goto build)
del "%listing%"
goto run

:build
where mvn >nul 2>&1 || (
  echo glimpse: building Glimpse needs Maven, and mvn was not found: install Maven 3.8 or newer 1>&2
  exit /b 1
)
echo Building Glimpse ^(about a minute^) ... 1>&2
set "app=app-%RANDOM%%RANDOM%"
set "staging=%state%\staging-%app%"
mkdir "%staging%\app" 1>&2 || exit /b 1
call :list "%staging%\app\sources.txt"
robocopy "%root%" "%staging%\source" pom.xml jvm.config /s /xd target .git .glimpse src >nul
for /d %%m in ("%root%\*") do if exist "%%m\src\main" robocopy "%%m\src\main" "%staging%\source\%%~nxm\src\main" /e >nul
pushd "%staging%\source"
call mvn -q -B -DskipTests -DskipQuality -Djacoco.skip -pl glimpse-cli -am package 1>&2
if errorlevel 1 (
  popd
  rmdir /s /q "%staging%"
  echo glimpse: the build in %root% failed, for the reasons above 1>&2
  exit /b 1
)
popd
move "%staging%\source\glimpse-cli\target\lib" "%staging%\app\lib" >nul
move "%staging%\source\glimpse-cli\target\glimpse-cli-*.jar" "%staging%\app\lib" >nul
move "%staging%\app" "%state%\%app%" >nul
>"%staging%\current" echo %app%
move /y "%staging%\current" "%state%\current" >nul
rmdir /s /q "%staging%"

:run
"%java%" -XX:+UseParallelGC -XX:GCTimeRatio=19 -Xlog:disable -Dfile.encoding=UTF-8 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED %GLIMPSE_JAVA_OPTS% -cp "%state%\%app%\lib\*" io.glimpse.cli.Main %*
exit /b %ERRORLEVEL%

:list
set "listing=%~1"
(
  for %%f in ("%root%\pom.xml") do @echo %%~ff %%~tf %%~zf
  for /d %%m in ("%root%\*") do @if exist "%%m\pom.xml" (
    for %%f in ("%%m\pom.xml") do @echo %%~ff %%~tf %%~zf
    if exist "%%m\src\main" for /r "%%m\src\main" %%f in (*) do @echo %%~ff %%~tf %%~zf
  )
) >"%listing%"
exit /b 0
