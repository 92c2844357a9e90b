/// <reference types="vite/client" />
// Only carries the styles of the hall's screen into the build.
import './screen.css'
